import { renameSync, rmSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { withStoreErrors } from '../store-error.ts';
import { keySlotsTable } from '../tables/key-slots.ts';
import { scrub } from '../tables/people.ts';
import type { VaultKey } from './envelope.ts';
import { type KeySlot, newRecoveryCode, type SlotUse, type Unlock, useOfSlot, wrapStoreKey } from './slots.ts';

/** The ways to open a store, while it is open. The key itself stays: what changes is what wraps it. */
export interface StoreSlots {
  list(): KeySlot[];
  add(unlock: Unlock): KeySlot;
  /** Throws BAD_INPUT for the last one, NOT_FOUND. */
  remove(id: string): void;
  /** In the place of the passphrases there were. A recovery code stays. */
  changePassphrase(passphrase: string): void;
  /** In the place of the one there was. Shown once; nothing keeps it. */
  newRecoveryCode(): string;
  /**
   * A new secret in the key file, in the place of all there were: an old copy of the file opens nothing but old backups from then on. Killed
   * at any moment, the file that is there opens the store.
   */
  renewKeyFile(path: string): void;
}

interface Parts {
  readonly db: Database;
  readonly dir: string;
  readonly storeId: string;
  readonly storeKey: VaultKey;
}

export function storeSlots({ db, dir, storeId, storeKey }: Parts): StoreSlots {
  const slots = keySlotsTable(db);
  /** The new one first: there is always a way in. */
  const replace = db.transaction((use: SlotUse, fresh: KeySlot) => {
    const old = slots.list().filter((slot) => useOfSlot(slot) === use);
    slots.insert(fresh);
    for (const { id } of old) slots.remove(id);
  });
  return withStoreErrors({
    list: slots.list,
    add(unlock: Unlock) {
      const slot = wrapStoreKey(storeId, storeKey, unlock);
      slots.insert(slot);
      return slot;
    },
    remove(id: string) {
      slots.remove(id);
      scrub(db, dir);
    },
    changePassphrase(passphrase: string) {
      replace('passphrase', wrapStoreKey(storeId, storeKey, { kind: 'passphrase', passphrase }));
      scrub(db, dir);
    },
    newRecoveryCode() {
      const code = newRecoveryCode();
      replace('recovery', wrapStoreKey(storeId, storeKey, { kind: 'passphrase', passphrase: code }, true));
      scrub(db, dir);
      return code;
    },
    renewKeyFile(path: string) {
      const beside = `${path}.new`;
      rmSync(beside, { force: true });
      const old = slots.list().filter(({ kind }) => kind === 'key-file');
      const fresh = wrapStoreKey(storeId, storeKey, { kind: 'key-file', path: beside });
      slots.insert(fresh);
      try {
        renameSync(beside, path);
      } catch (error) {
        slots.remove(fresh.id);
        rmSync(beside, { force: true });
        throw error;
      }
      for (const { id } of old) slots.remove(id);
      scrub(db, dir);
    },
  });
}

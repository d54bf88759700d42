import { openStore, type Store } from '../data/store.ts';
import type { Unlock } from '../data/vault/slots.ts';
import type { Settings } from './contract/settings.ts';
import { keyFilePath } from './paths.ts';
import { codeOf } from './services/dispatch.ts';
import { hashPassword, type PasswordCost } from './services/operators/password-hash.ts';

export interface OpenOptions {
  readonly dataDir: string;
  /** Opens the store with a passphrase slot; else the key file (or `unlock`). */
  readonly passphrase?: string;
  readonly unlock?: Unlock;
  /** Another way in: tried where the first does not open, and given a slot of its own once the first did. */
  readonly secondUnlock?: Unlock;
  /** Kept in the store before anything reads it: what was chosen at the first start. */
  readonly firstSettings?: Partial<Settings>;
  /** The first operator of a store that has none. */
  readonly firstOwner?: { readonly name: string; readonly password: string };
  /** scrypt's cost; tests take a lower one. */
  readonly passwordCost?: PasswordCost;
}

/** The store, with what was chosen at the first start in it. @throws StoreError; a store that was made for it is taken back */
export async function openStoreWith(options: OpenOptions): Promise<Store> {
  const { firstSettings, firstOwner, passwordCost } = options;
  const store = openEither(options);
  try {
    if (firstSettings !== undefined) store.settings.set(firstSettings);
    if (firstOwner !== undefined && store.operators.list().length === 0) {
      const { name, password } = firstOwner;
      store.operators.create({ name, role: 'owner', password: await hashPassword(password, passwordCost) });
    }
    return store;
  } catch (error) {
    store.discard();
    throw error;
  }
}

function openEither(options: OpenOptions): Store {
  const { dataDir: dir, secondUnlock: second } = options;
  const first = unlockOf(options);
  if (second === undefined) return openStore({ dir, unlock: first });
  let store: Store;
  try {
    store = openStore({ dir, unlock: first });
  } catch (error) {
    if (codeOf(error) !== 'STORE_LOCKED') throw error;
    try {
      return openStore({ dir, unlock: second });
    } catch {
      throw error; // the first way is the one that the person knows of
    }
  }
  try {
    if (!store.slots.list().some(({ kind }) => kind === second.kind)) store.slots.add(second);
  } catch {
    // A second way in is worth having, not worth refusing the first.
  }
  return store;
}

function unlockOf({ unlock, passphrase, dataDir }: OpenOptions): Unlock {
  if (unlock !== undefined) return unlock;
  if (passphrase !== undefined) return { kind: 'passphrase', passphrase };
  return { kind: 'key-file', path: keyFilePath(dataDir) };
}

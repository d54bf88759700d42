import { resolve, sep } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { KeyRing } from '../key-ring/key-ring.ts';
import { writeRingCopy } from '../key-ring/ring-copies.ts';
import { StoreError, withStoreErrors } from '../store-error.ts';
import { type BackupFacts, dataBackupFile, ringBackupFile, writeDataBackup } from './backup.ts';

/** Copies of an open store: of its database, and of its key ring. */
export interface StoreBackups {
  /** Copies the database into a folder, verified, and the key ring's own backup file beside it, in the place of an older one. */
  backUp(folder: string): BackupFacts & { readonly data: string; readonly keys: string };
  readonly keyRing: {
    /** Writes the ring's own backup file, and remembers its place: each erasure writes it anew. */
    copyTo(file: string): void;
    copies(): string[];
    /** A place is no longer kept; what lies there stays as it is. */
    forgetCopy(file: string): void;
  };
}

export function storeBackups(db: Database, dir: string, ring: KeyRing): StoreBackups {
  return {
    backUp(folder) {
      const to = resolve(folder);
      if (to === resolve(dir) || to.startsWith(resolve(dir) + sep))
        throw new StoreError('BAD_INPUT', 'A backup within the data folder goes with it. Choose another folder.');
      const [data, keys] = [dataBackupFile(to, new Date()), ringBackupFile(to)];
      // The ring last: whoever the data backup holds is in it.
      const facts = writeDataBackup(db, data);
      ring.noteCopy(keys);
      writeRingCopy(ring, keys);
      return { ...facts, data, keys };
    },
    keyRing: withStoreErrors({
      copyTo(file: string) {
        // Noted first: an erasure that comes between would look for it.
        ring.noteCopy(file);
        writeRingCopy(ring, file);
      },
      copies: ring.copies,
      forgetCopy: ring.forgetCopy,
    }),
  };
}

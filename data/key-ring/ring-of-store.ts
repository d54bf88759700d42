import { existsSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { StoreError } from '../store-error.ts';
import { holdsCompleteRing, type KeyRing, openKeyRing, ringFile } from './key-ring.ts';

/** The keys without what they seal: the database was lost, and a new one in its place would hide that. */
export function refuseWithoutDatabase(dir: string): void {
  if (holdsCompleteRing(dir))
    throw new StoreError(
      'STORE_CORRUPT',
      'The database threshold.db is missing beside its key ring keys.db. Nothing was changed. Restore it from a data backup with: threshold backup restore.',
    );
}

/** The key ring of a store whose database is of version 6 or newer. Throws STORE_CORRUPT where somebody's key is in neither list. */
export function ringOf(db: Database, dir: string, storeId: string): KeyRing {
  const ids = db.prepare<[], string>('SELECT id FROM people').pluck() as unknown as { all(): string[] };
  const lost = (count: number): StoreError =>
    new StoreError(
      'STORE_CORRUPT',
      `The key ring keys.db is missing or older than the database: ${count} people cannot be read without their keys. Nothing was changed. Restore both with: threshold backup restore.`,
    );
  const present = ids.all();
  if (present.length > 0 && !existsSync(ringFile(dir))) throw lost(present.length);
  const ring = openKeyRing(ringFile(dir));
  try {
    ring.complete(storeId);
    const known = new Set([...ring.ids(), ...ring.erased().map(({ id }) => id)]);
    const without = present.filter((id) => !known.has(id)).length;
    if (without > 0) throw lost(without);
    return ring;
  } catch (error) {
    ring.close();
    throw error;
  }
}

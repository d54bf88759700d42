import type { Database } from 'better-sqlite3';
import { StoreError } from '../store-error.ts';
import { isComplete, openKeyRing, ringFile } from './key-ring.ts';

/**
 * Copies people's keys from the store's own database, which had them until version 5, to the key ring, and reads them back. Only then
 * may they be dropped there. No commit reaches over two databases, so the order is what keeps the store readable at every moment: until
 * the store's database says version 6 it has the keys and the ring is a copy in the making, made anew by each attempt; from then on the
 * ring has them. Somebody on the ring's erasure list is not taken: this is an old copy of the store's database.
 * Throws STORE_CORRUPT when what is read back is not what was written.
 */
export function moveKeys(db: Database, dir: string): void {
  const old = db.prepare<[], { id: string; key_wrapped: Buffer }>('SELECT id, key_wrapped FROM people').all();
  const ring = openKeyRing(ringFile(dir));
  try {
    const erased = new Set(ring.erased().map(({ id }) => id));
    const wanted = old.filter(({ id }) => !erased.has(id));
    ring.db.transaction(() => {
      if (!isComplete(ring.db)) ring.db.exec('DELETE FROM person_keys');
      for (const { id, key_wrapped } of wanted) ring.put(id, key_wrapped);
    })();
  } finally {
    ring.close();
  }
  const again = openKeyRing(ringFile(dir));
  try {
    const erased = new Set(again.erased().map(({ id }) => id));
    for (const { id, key_wrapped } of old) {
      const read = again.find(id);
      if (erased.has(id) ? read !== null : read === null || !read.equals(key_wrapped))
        throw new StoreError(
          'STORE_CORRUPT',
          'The key ring keys.db did not give back what was written to it, so the keys were left where they are. Check the disk.',
        );
    }
  } finally {
    again.close();
  }
}

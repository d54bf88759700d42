import type { Database } from 'better-sqlite3';
import { StoreError } from './store-error.ts';

/**
 * How SQLite keeps a store: acknowledged is durable, deleted is overwritten. @param fresh whether it has no table yet.
 * Throws STORE_CORRUPT for a damaged file, which is left as it is.
 */
export function configure(db: Database, fresh: boolean): void {
  if (fresh) db.pragma('auto_vacuum = INCREMENTAL'); // only takes effect before the first table
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL'); // a commit is on the disk before it is acknowledged
  db.pragma('secure_delete = ON');
  db.pragma('foreign_keys = ON');
  db.pragma('trusted_schema = OFF');
  if (fresh) return;
  const verdict = db.pragma('quick_check(1)', { simple: true });
  if (verdict !== 'ok')
    throw new StoreError(
      'STORE_CORRUPT',
      'The database is damaged and was left as it is. Restore the data folder from a backup, or choose another with --data.',
    );
  // What a killed process left in the log, pages of erased people among it, goes into the file and the log is emptied.
  try {
    db.pragma('wal_checkpoint(TRUNCATE)');
  } catch (error) {
    // On a full disk the store still opens, so that people can be identified, and erased to make room.
    if ((error as { code?: string }).code !== 'SQLITE_FULL') throw error;
  }
}

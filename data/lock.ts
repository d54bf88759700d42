import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { asStoreError, StoreError } from './store-error.ts';

/**
 * One owner of a data folder at a time. The lock is an open exclusive transaction on a small database beside the real one:
 * the operating system drops it when the process ends, however it ends, so no stale lock can be left behind.
 * Throws STORE_IN_USE when somebody else holds it.
 */
export function lockFolder(dir: string): { release(): void } {
  let db: Sqlite.Database | null = null;
  try {
    db = new Sqlite(join(dir, 'owner.lock'), { timeout: 0 });
    db.pragma('journal_mode = DELETE');
    db.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    db?.close();
    if (error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_BUSY'))
      throw new StoreError(
        'STORE_IN_USE',
        'The data folder is in use by another window or command of this program. Close it, or choose another with --data.',
      );
    throw asStoreError(error);
  }
  const held = db;
  return {
    release() {
      if (held.inTransaction) held.exec('ROLLBACK');
      held.close();
    },
  };
}

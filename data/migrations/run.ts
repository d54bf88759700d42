import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { StoreError } from '../store-error.ts';
import type { Migration } from './migration.ts';

/** Where the copies made before a migration lie; an erasure deletes them (tables/people.ts), so they keep nobody. */
export const migrationBackups = (dir: string): string => join(dir, 'backups');

/**
 * Brings the schema up to date, each step in a transaction. A database that already holds data is copied first and the copy
 * verified; when a step fails, the copy is put back. Throws STORE_TOO_NEW for a database from a newer program, untouched.
 * After a failure the handle is closed.
 */
export function migrate(db: Database, dir: string, steps: readonly Migration[]): void {
  const newest = steps.at(-1)?.version ?? 0;
  const present = db.pragma('user_version', { simple: true }) as number;
  if (present > newest)
    throw new StoreError(
      'STORE_TOO_NEW',
      `The data folder was written by a newer version of the program (schema ${present}, this one knows ${newest}). Nothing was changed. Update the program.`,
    );
  for (const step of steps.filter((each) => each.version > present)) {
    const backup = present > 0 ? backUp(db, dir, step) : null;
    try {
      step.before?.(db, dir);
      db.transaction(() => {
        step.up(db);
        const broken = db.pragma('foreign_key_check') as unknown[];
        if (broken.length > 0) throw new Error(`migration ${step.version} breaks ${broken.length} references`);
        db.pragma(`user_version = ${step.version}`);
      })();
    } catch (error) {
      if (backup === null) db.close();
      else restore(db, backup);
      throw error;
    }
  }
}

function backUp(db: Database, dir: string, step: Migration): string {
  mkdirSync(migrationBackups(dir), { recursive: true, mode: 0o700 });
  const file = join(migrationBackups(dir), `before-${String(step.version).padStart(4, '0')}.db`);
  rmSync(file, { force: true });
  db.prepare('VACUUM INTO ?').run(file);
  const copy = new Sqlite(file, { readonly: true });
  try {
    const verdict = copy.pragma('integrity_check', { simple: true });
    if (verdict !== 'ok')
      throw new StoreError('STORE_CORRUPT', `The backup before migration ${step.version} is not sound: ${verdict}.`);
  } finally {
    copy.close();
  }
  return file;
}

/** The transaction was rolled back already; this is for a failure that reached the file itself. */
function restore(db: Database, backup: string): void {
  const file = db.name;
  db.close();
  for (const suffix of ['-wal', '-shm']) rmSync(file + suffix, { force: true });
  copyFileSync(backup, file);
}

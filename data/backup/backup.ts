import { closeSync, copyFileSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { syncFolder } from '../durable-file.ts';
import { openKeyRing, ringFile } from '../key-ring/key-ring.ts';
import { lockFolder } from '../lock.ts';
import { makeFolder } from '../make-folder.ts';
import { migrationBackups } from '../migrations/run.ts';
import { StoreError } from '../store-error.ts';

/** The key ring's own backup file, of a folder where data backups lie. One: each erasure writes it anew. */
export const ringBackupFile = (folder: string): string => join(folder, 'threshold-keys.db');

/** A data backup's file: ciphertext, so it may lie anywhere and be kept as long as one likes. */
export const dataBackupFile = (folder: string, at: Date): string =>
  join(folder, `threshold-data-${at.toISOString().replace(/[-:]/g, '').replace(/\.\d+/, '')}.db`);

export interface BackupFacts {
  readonly storeId: string;
  readonly createdAt: string;
  readonly schema: number;
  readonly people: number;
  readonly templates: number;
  readonly events: number;
}

const damaged = (file: string, why: string): StoreError =>
  new StoreError('STORE_CORRUPT', `${file} is not a sound backup (${why}). Nothing was changed. Use another one.`);

/** Copies the database as it is at one moment, and verifies the copy before it gets its name. 0600. */
export function writeDataBackup(db: Database, file: string): BackupFacts {
  const target = resolve(file);
  makeFolder(dirname(target));
  if (existsSync(target))
    throw new StoreError(
      'BAD_INPUT',
      `${target} exists already. A backup never takes another's place: choose a new name.`,
    );
  const beside = `${target}.new`;
  rmSync(beside, { force: true });
  closeSync(openSync(beside, 'wx', 0o600)); // VACUUM INTO fills an empty file and leaves its permissions
  try {
    db.prepare('VACUUM INTO ?').run(beside);
    const facts = verifyDataBackup(beside);
    syncFile(beside);
    renameSync(beside, target);
    syncFolder(dirname(target));
    return facts;
  } finally {
    rmSync(beside, { force: true });
  }
}

/** Every page and index, that it is a store's, and that no key of a person lies in it. Throws STORE_CORRUPT. */
export function verifyDataBackup(file: string): BackupFacts {
  if (!existsSync(file)) throw new StoreError('NOT_FOUND', `There is no file ${file}.`);
  let db: Database | null = null;
  try {
    db = new Sqlite(file, { readonly: true, fileMustExist: true });
    const verdict = db.pragma('integrity_check(1)', { simple: true });
    if (verdict !== 'ok') throw damaged(file, String(verdict));
    if ((db.pragma('foreign_key_check') as unknown[]).length > 0)
      throw damaged(file, 'rows without what they refer to');
    const one = <T>(sql: string): T => db!.prepare(sql).pluck().get() as T;
    if (one<number>("SELECT count(*) FROM pragma_table_info('people') WHERE name = 'key_wrapped'") > 0)
      throw new StoreError(
        'BAD_INPUT',
        `${file} was made by an older version of the program and holds people’s keys. Open it once as a data folder of its own.`,
      );
    return {
      storeId: one('SELECT id FROM store'),
      createdAt: one('SELECT created_at FROM store'),
      schema: db.pragma('user_version', { simple: true }) as number,
      people: one('SELECT count(*) FROM people'),
      templates: one('SELECT count(*) FROM templates'),
      events: one('SELECT count(*) FROM events'),
    };
  } catch (error) {
    if (error instanceof StoreError) throw error;
    throw damaged(file, error instanceof Error ? error.message : 'unreadable');
  } finally {
    db?.close();
  }
}

/**
 * Puts a data backup and a key ring into a data folder: a new one, or that of the same store, which nobody has open. The ring becomes the
 * union of the given one and the folder's: all keys but those of anybody whom either of the two, or the folder's database, knows to be
 * erased. The ring first, which then serves both databases; then the database by one rename. So a kill leaves the old or the new one,
 * readable. The erasure list is applied by the opening that follows, before anything is served.
 */
export function restoreBackup(wanted: {
  readonly data: string;
  readonly keys: string;
  readonly dir: string;
}): BackupFacts {
  const { data, keys, dir } = wanted;
  const facts = verifyDataBackup(data);
  if (!existsSync(keys))
    throw new StoreError('NOT_FOUND', `There is no file ${keys}. A restore needs the key ring's backup too.`);
  makeFolder(dir);
  const lock = lockFolder(dir);
  try {
    const present = join(dir, 'threshold.db');
    const incoming = join(dir, 'keys.restored.db');
    rmSync(incoming, { force: true });
    copyFileSync(keys, incoming);
    const ring = openKeyRing(incoming);
    try {
      belongsTo(ring.db, facts.storeId, keys);
      if (existsSync(ringFile(dir))) {
        const own = openKeyRing(ringFile(dir));
        try {
          belongsTo(own.db, facts.storeId, ringFile(dir));
          unite(ring.db, own.db);
        } finally {
          own.close();
        }
      }
      if (existsSync(present)) {
        settle(present, facts.storeId);
        ring.erase(erasedIn(present), new Date().toISOString());
      }
      const known = new Set([...ring.ids(), ...ring.erased().map(({ id }) => id)]);
      const without = peopleIn(data).filter((id) => !known.has(id)).length;
      if (without > 0)
        throw new StoreError(
          'BAD_INPUT',
          `The key ring ${keys} is older than the data backup: the keys of ${without} people are not in it. Nothing was changed. Use a newer copy of the key ring, or an older data backup.`,
        );
      ring.rewrite();
    } finally {
      ring.close();
    }
    const database = join(dir, 'threshold.restored.db');
    copyFileSync(data, database);
    if (verifyDataBackup(database).storeId !== facts.storeId) throw damaged(database, 'changed while it was copied');
    syncFile(incoming);
    syncFile(database);
    renameSync(incoming, ringFile(dir));
    syncFolder(dir);
    renameSync(database, present);
    syncFolder(dir);
    return facts;
  } finally {
    for (const name of ['keys.restored.db', 'threshold.restored.db']) rmSync(join(dir, name), { force: true });
    lock.release();
  }
}

function belongsTo(ring: Database, storeId: string, file: string): void {
  const own = ring.prepare('SELECT store_id FROM ring').pluck().get() as string | null;
  if (own !== storeId)
    throw new StoreError('BAD_INPUT', `The key ring ${file} does not belong to this data backup. Nothing was changed.`);
}

/** All keys of both, but of nobody whom either knows to be erased. */
function unite(ring: Database, other: Database): void {
  const keys = other.prepare('SELECT person_id, key_wrapped FROM person_keys').raw().all() as [string, Buffer][];
  const erased = other.prepare('SELECT person_id, at FROM erased').raw().all() as [string, string][];
  const copies = other.prepare('SELECT file FROM copies').raw().all() as [string][];
  ring.transaction(() => {
    for (const row of keys) ring.prepare('INSERT OR IGNORE INTO person_keys VALUES (?, ?)').run(...row);
    for (const row of erased) ring.prepare('INSERT OR IGNORE INTO erased VALUES (?, ?)').run(...row);
    for (const row of copies) ring.prepare('INSERT OR IGNORE INTO copies VALUES (?)').run(...row);
    ring.exec('DELETE FROM person_keys WHERE person_id IN (SELECT person_id FROM erased)');
  })();
}

/** The database that is replaced: its log goes into it, so that no log of it meets the new one; it is kept among the copies of before. */
function settle(file: string, storeId: string): void {
  const db = new Sqlite(file, { timeout: 2000 });
  try {
    const id = db.prepare('SELECT id FROM store').pluck().get();
    if (id !== storeId)
      throw new StoreError(
        'BAD_INPUT',
        'The data folder belongs to another store. Nothing was changed. Choose a new folder with --data.',
      );
    db.pragma('wal_checkpoint(TRUNCATE)');
  } finally {
    db.close(); // the last connection takes the log with it
  }
  const folder = migrationBackups(dirname(file));
  makeFolder(folder);
  copyFileSync(file, join(folder, 'before-restore.db'));
}

const peopleIn = (file: string): string[] => listOf(file, 'SELECT id FROM people');
const erasedIn = (file: string): string[] => listOf(file, 'SELECT person_id FROM erasures');

function listOf(file: string, sql: string): string[] {
  const db = new Sqlite(file, { readonly: true });
  try {
    return db.prepare(sql).pluck().all() as string[];
  } finally {
    db.close();
  }
}

function syncFile(file: string): void {
  const handle = openSync(file, 'r+');
  fsyncSync(handle);
  closeSync(handle);
}

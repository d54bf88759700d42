import { chmodSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { StoreError } from '../store-error.ts';

export const ringFile = (dir: string): string => join(dir, 'keys.db');

/** Somebody whose key was destroyed. */
export interface ErasedPerson {
  /** Their pseudonym: a random id, by which an older copy of the database would be known to hold them. */
  readonly id: string;
  readonly at: string;
}

/**
 * People's keys, each wrapped by the store key, in a database of their own beside the store's, with the list of those who were erased. The
 * store's database, and every copy of it, holds ciphertext alone: without this file's present state nobody in it can be read.
 */
export interface KeyRing {
  /** Null for a person without a key: unknown, or erased. */
  find(personId: string): Buffer | null;
  /** On the disk when it returns, before anything is sealed under the key. Refuses somebody who was erased. */
  put(personId: string, wrapped: Uint8Array): void;
  /** Takes back a key that sealed nothing in the end. */
  takeBack(personId: string): void;
  ids(): string[];
  /** Destroys keys and notes who was erased, in one commit. The file is rewritten by `rewrite`. */
  erase(ids: readonly string[], at: string): void;
  erased(): ErasedPerson[];
  /** Writes every page anew: what was deleted is in none. */
  rewrite(): void;
  /** Where copies of it lie, so that an erasure rewrites them too. */
  copies(): string[];
  noteCopy(file: string): void;
  forgetCopy(file: string): void;
  /** The keys were moved here from the store's own database and are no longer there. */
  complete(storeId: string): void;
  /** For copying and moving. */
  readonly db: Database;
  close(): void;
}

const schema = `
  CREATE TABLE ring (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    format INTEGER NOT NULL,
    -- NULL until keys were moved here for good.
    store_id TEXT
  ) STRICT;
  INSERT INTO ring (id, format) VALUES (1, 1);
  CREATE TABLE person_keys (
    person_id TEXT PRIMARY KEY,
    key_wrapped BLOB NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE erased (
    person_id TEXT PRIMARY KEY,
    at TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE copies (
    file TEXT PRIMARY KEY
  ) STRICT, WITHOUT ROWID;
  PRAGMA user_version = 1;`;

/** Opens a key ring's file, or makes one. Throws STORE_CORRUPT, STORE_TOO_NEW. */
export function openKeyRing(file: string): KeyRing {
  const fresh = !existsSync(file);
  const db = new Sqlite(file, { timeout: 2000 });
  try {
    chmodSync(file, 0o600);
    configure(db);
    if (fresh || db.pragma('user_version', { simple: true }) === 0) db.transaction(() => db.exec(schema))();
    else check(db);
  } catch (error) {
    db.close();
    throw error;
  }
  return ringOf(db);
}

function configure(db: Database): void {
  // A journal, not a log: it opens on a full disk, and is one file that can be copied when nothing is being written.
  db.pragma('journal_mode = DELETE');
  db.pragma('synchronous = EXTRA'); // the folder too: a journal that came back after a power cut would bring a key back
  db.pragma('secure_delete = ON');
  db.pragma('temp_store = MEMORY'); // what VACUUM writes beside is written nowhere
  db.pragma('trusted_schema = OFF');
}

function check(db: Database): void {
  const version = db.pragma('user_version', { simple: true }) as number;
  if (version > 1)
    throw new StoreError(
      'STORE_TOO_NEW',
      `The key ring keys.db was written by a newer version of the program (format ${version}). Nothing was changed. Update the program.`,
    );
  if (db.pragma('quick_check(1)', { simple: true }) !== 'ok')
    throw new StoreError(
      'STORE_CORRUPT',
      'The key ring keys.db is damaged and was left as it is. Restore it with: threshold backup restore.',
    );
}

function ringOf(db: Database): KeyRing {
  const key = db
    .prepare<[string], Buffer>('SELECT key_wrapped FROM person_keys WHERE person_id = ?')
    .pluck() as unknown as { get(id: string): Buffer | undefined };
  const isErased = db.prepare('SELECT 1 FROM erased WHERE person_id = ?');
  const insert = db.prepare('INSERT OR REPLACE INTO person_keys (person_id, key_wrapped) VALUES (?, ?)');
  const remove = db.prepare('DELETE FROM person_keys WHERE person_id = ?');
  const list = db.prepare('INSERT OR IGNORE INTO erased (person_id, at) VALUES (?, ?)');
  const column = <T>(sql: string): T[] => db.prepare(sql).pluck().all() as T[];
  return {
    db,
    find: (id) => key.get(id) ?? null,
    put(id, wrapped) {
      if (isErased.get(id) !== undefined)
        throw new StoreError('NOT_FOUND', 'This person was erased: their id is not used again.');
      insert.run(id, wrapped);
    },
    takeBack: (id) => void remove.run(id),
    ids: () => column<string>('SELECT person_id FROM person_keys ORDER BY person_id'),
    erase: db.transaction((ids: readonly string[], at: string) => {
      for (const id of ids) {
        remove.run(id);
        list.run(id, at);
      }
    }),
    erased: () => db.prepare<[], ErasedPerson>('SELECT person_id AS id, at FROM erased ORDER BY at, person_id').all(),
    rewrite: () => void db.exec('VACUUM'),
    copies: () => column<string>('SELECT file FROM copies ORDER BY file'),
    noteCopy: (file) => void db.prepare('INSERT OR IGNORE INTO copies (file) VALUES (?)').run(file),
    forgetCopy: (file) => void db.prepare('DELETE FROM copies WHERE file = ?').run(file),
    complete(storeId) {
      const known = column<string | null>('SELECT store_id FROM ring')[0] ?? null;
      if (known === storeId) return;
      if (known !== null)
        throw new StoreError(
          'STORE_CORRUPT',
          'The key ring keys.db belongs to another data folder. Nothing was changed. Restore both with: threshold backup restore.',
        );
      db.prepare('UPDATE ring SET store_id = ?').run(storeId);
    },
    close: () => void db.close(),
  };
}

/** Whether a folder has the keys of a store that was in use. */
export function holdsCompleteRing(dir: string): boolean {
  if (!existsSync(ringFile(dir))) return false;
  const ring = openKeyRing(ringFile(dir));
  try {
    return isComplete(ring.db);
  } finally {
    ring.close();
  }
}

/** Whether keys are here for good; before that, the store's own database has them and this is a copy in the making. */
export const isComplete = (db: Database): boolean => db.prepare('SELECT store_id FROM ring').pluck().get() !== null;

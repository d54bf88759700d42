import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Sqlite, { type Database } from 'better-sqlite3';
import { holdsCompleteRing } from './key-ring/key-ring.ts';
import type { Unlock } from './vault/slots.ts';

/** What lies where a data folder is wanted. */
export type FolderState =
  /** Nothing, an empty folder, or the beginning of a store that was never finished. */
  | { readonly kind: 'free' }
  | { readonly kind: 'not-a-folder' }
  /** Somebody else's files. */
  | { readonly kind: 'foreign' }
  /** A store, with the ways in which it can be unlocked; none are named when the database does not say. */
  | { readonly kind: 'store'; readonly slots: readonly Unlock['kind'][] };

/** Looks without opening: needs no key and takes no lock, so that a program may ask before it decides what to do. */
export function inspectFolder(dir: string): FolderState {
  if (!existsSync(dir)) return { kind: 'free' };
  if (!statSync(dir).isDirectory()) return { kind: 'not-a-folder' };
  const entries = readdirSync(dir);
  if (entries.includes('threshold.db')) return inspectDatabase(join(dir, 'threshold.db'));
  // The keys without what they open: opening it says so.
  if (holdsCompleteRing(dir)) return { kind: 'store', slots: [] };
  return entries.length === 0 || entries.includes('owner.lock') ? { kind: 'free' } : { kind: 'foreign' };
}

function inspectDatabase(file: string): FolderState {
  let db: Database | null = null;
  try {
    // Not opened read-only: SQLite would then leave its write-ahead files behind.
    db = new Sqlite(file, { fileMustExist: true, timeout: 0 });
    db.pragma('query_only = ON');
    if (db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'store'").get() === undefined) return { kind: 'free' };
    if (db.prepare('SELECT 1 FROM store').get() === undefined) return { kind: 'free' };
    const rows = db.prepare<[], { kind: Unlock['kind'] }>('SELECT DISTINCT kind FROM key_slots').all();
    return { kind: 'store', slots: rows.map((row) => row.kind) };
  } catch {
    return { kind: 'store', slots: [] }; // damaged, unreadable or of another time: opening it says which
  } finally {
    db?.close();
  }
}

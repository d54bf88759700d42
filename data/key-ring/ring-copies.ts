import { closeSync, existsSync, fstatSync, fsyncSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import Sqlite from 'better-sqlite3';
import { syncFolder } from '../durable-file.ts';
import { makeFolder } from '../make-folder.ts';
import { StoreError } from '../store-error.ts';
import type { KeyRing } from './key-ring.ts';

/** Writes the ring's own backup file, verified before it takes the place of an older one, whose bytes are overwritten. 0600. */
export function writeRingCopy(ring: KeyRing, file: string): void {
  makeFolder(dirname(file));
  const beside = `${file}.new`;
  rmSync(beside, { force: true });
  closeSync(openSync(beside, 'wx', 0o600)); // VACUUM INTO fills an empty file and leaves its permissions
  ring.db.prepare('VACUUM INTO ?').run(beside);
  verifyCopy(beside, ring);
  const handle = openSync(beside, 'r+');
  fsyncSync(handle);
  closeSync(handle);
  const old = existsSync(file) ? openSync(file, 'r+') : null;
  try {
    renameSync(beside, file);
    syncFolder(dirname(file));
    if (old !== null) overwrite(old);
  } finally {
    if (old !== null) closeSync(old);
  }
}

function verifyCopy(file: string, ring: KeyRing): void {
  const copy = new Sqlite(file, { readonly: true });
  try {
    const list = (db: Sqlite.Database, sql: string): string => JSON.stringify(db.prepare(sql).raw().all());
    const same = ['SELECT person_id, hex(key_wrapped) FROM person_keys', 'SELECT person_id, at FROM erased'].every(
      (sql) => list(copy, sql) === list(ring.db, sql),
    );
    if (copy.pragma('integrity_check', { simple: true }) !== 'ok' || !same)
      throw new StoreError('STORE_CORRUPT', `The copy of the key ring in ${file} is not sound. Check the disk.`);
  } finally {
    copy.close();
  }
}

/** The file has no name any more; what it held is written over before its blocks are given back. */
function overwrite(handle: number): void {
  const zeros = Buffer.alloc(65_536);
  const { size } = fstatSync(handle);
  for (let at = 0; at < size; ) at += writeSync(handle, zeros, 0, Math.min(zeros.length, size - at), at);
  fsyncSync(handle);
}

/** What became of the known copies when the ring was rewritten. */
export interface CopiesRewritten {
  readonly rewritten: readonly string[];
  /** Moved, deleted, or on a disk that is not there: what they hold stays in them. */
  readonly unreachable: readonly string[];
}

/** Rewrites every copy of the ring whose place is known. One that cannot be reached stops nothing: the receipt says so. */
export function rewriteCopies(ring: KeyRing): CopiesRewritten {
  const rewritten: string[] = [];
  const unreachable: string[] = [];
  for (const file of ring.copies()) {
    try {
      if (!existsSync(file)) throw new Error('not there');
      writeRingCopy(ring, file);
      rewritten.push(file);
    } catch {
      unreachable.push(file);
    }
  }
  return { rewritten, unreachable };
}

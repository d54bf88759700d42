import { chmodSync, existsSync, readdirSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { missingFolders } from './make-folder.ts';
import type { Unlock } from './vault/slots.ts';

const ours = [
  'threshold.db-wal',
  'threshold.db-shm',
  'threshold.db-journal',
  'threshold.db',
  'keys.db-journal',
  'keys.db',
  'audit-anchors.jsonl',
  'threshold.log',
  'app.sock',
  'owner.lock-journal',
  'owner.lock',
];

/**
 * To be asked before a store is made: what it returns takes back everything the making left, the key file included, so
 * that a failure leaves nothing half-created. Where the folder holds something already, it takes back nothing.
 * `made` says that the files are the caller's: it found none while it held the lock.
 */
export function undoOfCreation(dir: string, unlock: Unlock): (made: boolean) => void {
  const present = existsSync(dir);
  if (present && (!statSync(dir).isDirectory() || readdirSync(dir).length > 0)) return () => {};
  const mode = present ? statSync(dir).mode & 0o7777 : null;
  const newFolders = missingFolders(dir);
  const keyFile = unlock.kind === 'key-file' && !existsSync(unlock.path) ? unlock.path : null;
  const newKeyFolders = keyFile === null ? [] : missingFolders(dirname(keyFile));
  return (made) => {
    if (made) for (const name of ours) quietly(() => rmSync(join(dir, name), { force: true }));
    if (mode !== null) quietly(() => chmodSync(dir, mode));
    if (made && keyFile !== null) quietly(() => rmSync(keyFile, { force: true }));
    // Only empty ones go.
    for (const folder of [...newFolders, ...newKeyFolders]) quietly(() => rmdirSync(folder));
  };
}

function quietly(work: () => void): void {
  try {
    work();
  } catch {
    // What cannot be taken back (a full or read-only disk) does not hide why the making failed.
  }
}

import { accessSync, chmodSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import { makeFolder } from './make-folder.ts';
import { StoreError } from './store-error.ts';

/** A new or empty folder becomes ours alone (0700); somebody else's is neither filled nor locked up. */
export function prepareFolder(dir: string): void {
  if (existsSync(dir) && !statSync(dir).isDirectory())
    throw new StoreError('BAD_INPUT', `${dir} is a file. Choose a folder with --data.`);
  const entries = existsSync(dir) ? readdirSync(dir) : null;
  if (entries !== null && entries.length > 0 && !entries.includes('threshold.db') && !entries.includes('owner.lock'))
    throw new StoreError(
      'BAD_INPUT',
      `${dir} holds other files and no data of this program. Nothing was changed. Choose a new or an empty folder.`,
    );
  makeOurFolder(dir);
  accessSync(dir, constants.W_OK);
  chmodSync(dir, 0o700);
}

function makeOurFolder(dir: string): void {
  try {
    makeFolder(dir);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    // A name too long, a file or a dead link on the way.
    if (['ENOENT', 'ENOTDIR', 'EEXIST', 'ELOOP', 'ENAMETOOLONG'].includes(code ?? ''))
      throw new StoreError('BAD_INPUT', `The folder ${dir} cannot be made (${message}). Choose another with --data.`);
    throw error;
  }
}

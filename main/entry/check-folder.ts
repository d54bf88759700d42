import { existsSync, realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, relative, resolve } from 'node:path';
import { type FolderState, inspectFolder } from '../../data/folder.ts';
import { asStoreError } from '../../data/store-error.ts';
import { fail, type Outcome, ok } from '../contract/errors.ts';
import { keyFilePath, standardKeyFolder } from '../paths.ts';

export interface CheckedFolder {
  readonly dir: string;
  readonly state: Extract<FolderState, { kind: 'free' | 'store' }>;
}

/** `details.why` of a folder that was refused. */
export type FolderTrouble = 'relative' | 'not-a-folder' | 'foreign' | 'key-folder' | 'cannot-be-made';

/** Whether a folder, as typed, may become the data folder. What only writing shows (rights, a full disk) opening it says. */
export function checkFolder(typed: string): Outcome<CheckedFolder> {
  const dir = typed === '~' || /^~[\\/]/.test(typed) ? join(homedir(), typed.slice(1)) : typed;
  if (!isAbsolute(dir)) return refuse('relative', `"${typed}" is not a whole path. Begin with / (or a drive letter).`);
  try {
    const folder = resolve(dir);
    const real = realPath(folder);
    if (isInside(real, realPath(standardKeyFolder())) || isInside(realPath(keyFilePath(folder)), real))
      return refuse('key-folder', `${folder} would hold both the data and the key that opens it. Choose another.`);
    if (!statSync(existingAncestor(folder)).isDirectory())
      return refuse('not-a-folder', `${folder} is a file, or lies below one. Choose a folder.`);
    const state = inspectFolder(folder);
    if (state.kind === 'not-a-folder') return refuse('not-a-folder', `${folder} is a file. Choose a folder.`);
    if (state.kind === 'foreign')
      return refuse('foreign', `${folder} holds other files. Nothing was changed. Choose a new or an empty folder.`);
    return ok({ dir: folder, state });
  } catch (error) {
    throw asStoreError(error);
  }
}

const refuse = (why: FolderTrouble, message: string): Outcome<never> => fail('BAD_INPUT', message, { why });

const isInside = (path: string, folder: string): boolean => {
  const way = relative(folder, path);
  return way === '' || (!way.startsWith('..') && !isAbsolute(way));
};

function existingAncestor(path: string): string {
  let folder = path;
  while (!existsSync(folder) && folder !== dirname(folder)) folder = dirname(folder);
  return folder;
}

/** Links followed as far as the path exists. */
function realPath(path: string): string {
  const there = existingAncestor(path);
  return existsSync(there) ? join(realpathSync(there), relative(there, path)) : path;
}

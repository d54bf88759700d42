import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** The folders that would have to be made for `dir` to exist, the deepest first. */
export function missingFolders(dir: string): string[] {
  const missing: string[] = [];
  for (let folder = resolve(dir); !existsSync(folder) && folder !== dirname(folder); folder = dirname(folder))
    missing.push(folder);
  return missing;
}

/** One at a time: where a file system refuses with ENOENT (/proc), Node's `recursive` tries for ever. */
export function makeFolder(dir: string): void {
  for (const folder of missingFolders(dir).reverse()) {
    try {
      mkdirSync(folder, { mode: 0o700 });
    } catch (error) {
      if (!existsSync(folder)) throw error; // else another process was quicker
    }
  }
}

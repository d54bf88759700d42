import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { makeFolder } from '../data/make-folder.ts';

/** The user's configuration folder, which holds what must not lie in the data folder: keys, and where the data folder is. */
export function configFolder(): string {
  if (process.platform === 'win32') return process.env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local');
  return process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config');
}

function placeFile(): string {
  const named = process.env.THRESHOLD_PLACE_FILE;
  return named !== undefined && named !== '' ? resolve(named) : join(configFolder(), 'threshold', 'place.json');
}

/** The data folder chosen at the first start; null when none was, or when the file does not say. */
export function rememberedDataDir(): string | null {
  try {
    const { dataDir } = JSON.parse(readFileSync(placeFile(), 'utf8')) as { dataDir?: unknown };
    return typeof dataDir === 'string' && isAbsolute(dataDir) ? dataDir : null;
  } catch {
    return null;
  }
}

/** Old or new, never half: written beside, then renamed. */
export function rememberDataDir(dataDir: string): void {
  const file = placeFile();
  const beside = `${file}.${process.pid}.new`;
  makeFolder(dirname(file));
  try {
    const handle = openSync(beside, 'w', 0o600);
    try {
      writeSync(handle, `${JSON.stringify({ dataDir })}\n`);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}

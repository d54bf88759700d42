import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { homedir, tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { configFolder, rememberedDataDir } from './place.ts';

/** A data folder, and who named it: a person for this run, the choice made at the first start, or nobody. */
export interface DataDir {
  readonly dir: string;
  readonly from: 'named' | 'remembered' | 'standard';
}

/** `--data` before THRESHOLD_DATA before the folder chosen at the first start before the system's usual place. */
export function chooseDataDir(option?: string): DataDir {
  const named = option ?? process.env.THRESHOLD_DATA;
  if (named !== undefined && named !== '') return { dir: resolve(named), from: 'named' };
  const remembered = rememberedDataDir();
  return remembered === null ? { dir: standardDataDir(), from: 'standard' } : { dir: remembered, from: 'remembered' };
}

export const defaultDataDir = (): string => chooseDataDir().dir;

export function standardDataDir(): string {
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Threshold');
  if (process.platform === 'win32')
    return join(process.env.APPDATA ?? join(homedir(), 'AppData', 'Roaming'), 'Threshold');
  return join(process.env.XDG_DATA_HOME ?? join(homedir(), '.local', 'share'), 'threshold');
}

const fingerprint = (dataDir: string): string =>
  createHash('sha256').update(resolve(dataDir)).digest('hex').slice(0, 16);

export const standardKeyFolder = (): string => join(configFolder(), 'threshold-keys');

/** The key file is never inside the data folder: a copied folder alone opens nothing. */
export function keyFilePath(dataDir: string): string {
  const named = process.env.THRESHOLD_KEY_FILE;
  if (named !== undefined && named !== '') return resolve(named);
  return join(standardKeyFolder(), `${fingerprint(dataDir)}.key`);
}

/** A Unix socket's path is limited to about 100 bytes, so a deep data folder gets one in the user's temporary folder. */
export function socketPath(dataDir: string): string {
  if (process.platform === 'win32') return `\\\\.\\pipe\\threshold-${fingerprint(dataDir)}`;
  const inside = join(resolve(dataDir), 'app.sock');
  if (Buffer.byteLength(inside) < 100) return inside;
  return join(tmpdir(), `threshold-${userInfo().uid}-${fingerprint(dataDir)}`, 'app.sock');
}

export const projectRoot = (): string => {
  const here = fileURLToPath(new URL('..', import.meta.url));
  // In the packaged app this file lies in main/electron/build.
  return existsSync(join(here, 'package.json')) ? here : resolve(here, '..', '..');
};

export const weightsFolder = (): string => join(projectRoot(), 'models', 'weights');

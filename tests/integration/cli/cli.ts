import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const project = fileURLToPath(new URL('../../..', import.meta.url));
const bin = join(project, 'main', 'cli', 'threshold.mjs');

/** Real faces for measuring; not part of the project. Tests that need them skip without them. */
export const faces = process.env.THRESHOLD_FACES ?? resolve(project, '..', 'shared', 'faces');
export const hasFaces = existsSync(join(faces, 'photos'));
export const photo = (path: string): string => join(faces, 'photos', path);

export const samples = (): string[] => {
  const folder = join(project, 'models', 'weights', 'samples');
  return readdirSync(folder)
    .sort()
    .map((file) => join(folder, file));
};

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** The one value on stdout. */
  json<T = Record<string, unknown>>(): T;
}

/** A data folder with its key beside it, and the command line on it. */
export function scratchCli(node = process.execPath) {
  const root = mkdtempSync(join(tmpdir(), 'threshold-cli-'));
  const data = join(root, 'data');
  const env = { ...process.env, THRESHOLD_KEY_FILE: join(root, 'cli.key'), THRESHOLD_DATA: data };
  const start = (...parameters: string[]): ChildProcess =>
    spawn(node, [bin, ...parameters], { env, cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  return {
    root,
    data,
    env,
    start,
    run: (...parameters: string[]): Promise<Ran> =>
      new Promise((done) => {
        const child = start(...parameters);
        let stdout = '';
        let stderr = '';
        child.stdout?.on('data', (chunk: Buffer) => {
          stdout += chunk.toString();
        });
        child.stderr?.on('data', (chunk: Buffer) => {
          stderr += chunk.toString();
        });
        child.once('close', (status) => done({ status, stdout, stderr, json: () => JSON.parse(stdout) }));
      }),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join, sep } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectRoot } from '../../main/paths.ts';

const bin = join(projectRoot(), 'main', 'cli', 'threshold.mjs');

/** The Node a person has on the PATH, not the bundled one that runs this test. */
const systemNode = (process.env.PATH ?? '')
  .split(delimiter)
  .filter((folder) => !folder.includes(`${sep}node_modules${sep}`))
  .map((folder) => join(folder, 'node'))
  .find((file) => existsSync(file));

describe.skipIf(systemNode === undefined)('threshold, from the system’s Node', () => {
  const node = systemNode ?? '';
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'threshold-bin-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const run = (...args: string[]) => spawnSync(node, [bin, ...args], { encoding: 'utf8', cwd: folder });

  test('arguments and exit codes pass through', () => {
    expect(run('--help')).toMatchObject({ status: 0, stdout: expect.stringContaining('Usage: threshold') });
    expect(run('no-such-command')).toMatchObject({ status: 2 });
  });

  test('works through a link, as a linked bin is', () => {
    const link = join(folder, 'threshold');
    symlinkSync(bin, link);
    expect(spawnSync(node, [link, '--help'], { encoding: 'utf8', cwd: folder }).status).toBe(0);
  });

  test('a signal reaches the program, and its end is the end of this one', async () => {
    // The demo runs for seconds: long enough to be interrupted.
    const data = ['--data', join(folder, 'data')];
    const child = spawn(node, [bin, 'demo', ...data], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
    await new Promise((resolve) => child.stderr.once('data', resolve));
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
    child.kill('SIGTERM');
    expect(await ended).toBe(143);
  });
});

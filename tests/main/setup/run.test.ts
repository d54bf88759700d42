import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { handOver, quietly } from '../../../main/setup/run.mjs';

const node = process.execPath;
const module = JSON.stringify(new URL('../../../main/setup/run.mjs', import.meta.url).href);

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

describe('programs that set-up runs', () => {
  test('what it printed comes back, or the last of it as the reason', async () => {
    expect(await quietly(node, ['-e', 'console.log(1)'])).toBe('1\n');
    await expect(quietly(node, ['-e', 'console.error("why"); process.exit(3)'])).rejects.toThrow(/ended with 3\.\nwhy/);
  });

  test('a missing program is named', async () => {
    await expect(quietly('no-such-program', [])).rejects.toThrow('no-such-program was not found on the PATH.');
  });

  test('a time limit ends it', async () => {
    await expect(quietly(node, ['-e', 'setInterval(() => {}, 1e6)'], { timeoutMs: 200 })).rejects.toThrow(/SIGKILL/);
  });

  test('the exit code of the app is handed on', async () => {
    expect(await handOver(node, ['-e', 'process.exit(4)'])).toBe(4);
  });

  test.skipIf(process.platform === 'win32')('an interrupted set-up leaves nothing running behind it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'threshold-run-'));
    const outer = spawn(node, ['--input-type=module', '-e', setUp, join(folder, 'pid')], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const pid = await new Promise<number>((resolve) =>
      outer.stdout?.once('data', (chunk: Buffer) => resolve(Number(String(chunk)))),
    );
    expect(isAlive(pid)).toBe(true);
    const ended = new Promise((resolve) => outer.once('close', resolve));
    outer.kill('SIGINT');
    expect(await ended).toBe(130);
    await expect.poll(() => isAlive(pid)).toBe(false);
    rmSync(folder, { recursive: true });
  });
});

/** Runs a child that, as npm does, does not go when it is asked to; prints the child's number once it is up. */
const setUp = `
  import { existsSync, readFileSync } from 'node:fs';
  import { quietly } from ${module};
  const file = process.argv[1];
  const child = 'for (const s of ["SIGINT", "SIGTERM"]) process.on(s, () => {});'
    + 'require("fs").writeFileSync(process.argv[1], String(process.pid)); setInterval(() => {}, 1e6)';
  const timer = setInterval(() => {
    if (!existsSync(file) || readFileSync(file, 'utf8') === '') return;
    clearInterval(timer);
    console.log(readFileSync(file, 'utf8'));
  }, 20);
  await quietly(process.execPath, ['-e', child, file], { interruptWith: 'SIGKILL' });
`;

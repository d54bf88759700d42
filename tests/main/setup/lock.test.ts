import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { alone } from '../../../main/setup/lock.mjs';

let folder: string;
let lock: string;
let said: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'threshold-lock-'));
  lock = join(folder, '.setup.lock');
  said = [];
  vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => said.push(String(chunk)) > 0);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const never = () => Promise.reject(new Error('waited'));
const heldBy = (pid: number | undefined): void => {
  mkdirSync(lock);
  writeFileSync(join(lock, 'pid'), String(pid));
};
/** A number that was a process's, and is none's now. */
const gone = (): number => spawnSync(process.execPath, ['-e', '']).pid;

describe('one set-up at a time', () => {
  test('runs the work under the lock and leaves nothing, also when it fails', async () => {
    expect(await alone(() => readFileSync(join(lock, 'pid'), 'utf8'), { lock, wait: never })).toBe(`${process.pid}`);
    const failing = alone(() => Promise.reject(new Error('no network')), { lock, wait: never });
    await expect(failing).rejects.toThrow('no network');
    expect([readdirSync(folder), said]).toEqual([[], []]);
  });

  test('waits for another, and says once for which', async () => {
    heldBy(process.ppid);
    let waits = 0;
    const wait = async () => {
      if (++waits === 3) rmSync(lock, { recursive: true });
    };
    expect(await alone(() => 'done', { lock, wait })).toBe('done');
    expect(waits).toBe(3);
    expect(said).toEqual([`Another set-up is running (process ${process.ppid}), waiting for it to end.\n`]);
  });

  test('takes over at once what a killed one left', async () => {
    heldBy(gone());
    expect(await alone(() => 'done', { lock, wait: never })).toBe('done');
    expect([readdirSync(folder), said]).toEqual([[], []]);
  });

  test('a number that is another process’s by now is found out: its owner says no more that it lives', async () => {
    heldBy(process.ppid);
    let waits = 0;
    const wait = async () => {
      waits++;
      // An owner that lives says so, and is waited for as long as it does.
      if (waits <= 200) utimesSync(join(lock, 'pid'), waits, waits);
    };
    expect(await alone(() => 'done', { lock, wait })).toBe('done');
    expect(waits).toBe(260);
    expect(readdirSync(folder)).toEqual([]);
  });

  test('says that it lives while it works', async () => {
    vi.useFakeTimers();
    try {
      const beats = await alone(
        async () => {
          const beat = () => statSync(join(lock, 'pid')).mtimeMs;
          const before = beat();
          await vi.advanceTimersByTimeAsync(60_000);
          return beat() - before;
        },
        { lock, wait: never },
      );
      expect(beats).toBeGreaterThan(50_000);
      expect(vi.getTimerCount()).toBe(0);
    } finally {
      vi.useRealTimers();
    }
  });

  test('two in one process wait for each other as well', async () => {
    let free = (): void => {};
    const first = alone(() => new Promise<void>((resolve) => (free = resolve)), { lock, wait: never });
    const wait = async () => {
      free();
      await first;
    };
    expect(await alone(() => 'second', { lock, wait })).toBe('second');
  });

  test.skipIf(process.getuid?.() === 0 || process.platform === 'win32')('a folder of others needs none', async () => {
    expect(await alone(() => 'done', { lock: '/.setup.lock', wait: never })).toBe('done');
  });

  test('an interrupted process takes its lock with it', async () => {
    const child = spawn(process.execPath, ['--input-type=module', '-e', holder('process.exit(130)'), lock]);
    await once(child, 'close');
    expect(existsSync(lock)).toBe(false);
  });

  test('many processes at the same moment work one after another', async () => {
    const log = join(folder, 'log');
    const work = `for (const word of ['in', 'out']) appendFileSync(${JSON.stringify(log)}, word + process.pid + '\\n')`;
    const children = Array.from({ length: 6 }, () =>
      spawn(process.execPath, ['--input-type=module', '-e', holder(work, 'async () => {}'), lock], { stdio: 'ignore' }),
    );
    const codes = await Promise.all(children.map(async (child) => (await once(child, 'close'))[0]));
    expect(codes).toEqual([0, 0, 0, 0, 0, 0]);
    const words = readFileSync(log, 'utf8').trim().split('\n');
    expect(words).toHaveLength(12);
    for (let at = 0; at < words.length; at += 2) expect(words[at + 1]).toBe(words[at]?.replace('in', 'out'));
    expect(readdirSync(folder)).toEqual(['log']);
  });
});

/** A program that does `work` under the lock that its argument names. */
function holder(work: string, wait?: string): string {
  const module = JSON.stringify(new URL('../../../main/setup/lock.mjs', import.meta.url).href);
  return `
    import { appendFileSync } from 'node:fs';
    import { alone } from ${module};
    const options = { lock: process.argv[1]${wait === undefined ? '' : `, wait: ${wait}`} };
    await alone(async () => { ${work}; }, options);
  `;
}

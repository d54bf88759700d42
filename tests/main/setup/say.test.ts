import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { say, step } from '../../../main/setup/say.mjs';

const clear = '\r\x1b[K';
const { isTTY } = process.stderr;
let written: string[];

beforeEach(() => {
  written = [];
  vi.useFakeTimers();
  vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => written.push(String(chunk)) > 0);
});
afterEach(() => {
  process.stderr.isTTY = isTTY;
  vi.restoreAllMocks();
  vi.useRealTimers();
});

const seconds = (count: number): Promise<unknown> => vi.advanceTimersByTimeAsync(count * 1000);

test('on a terminal the line counts seconds, and a message in between gets a line of its own', async () => {
  process.stderr.isTTY = true;
  await step('Working', async () => {
    await seconds(3);
    say('half done');
    await seconds(1);
  });
  expect(written.join('')).toContain('Working … 2 s');
  const at = written.indexOf('half done\n');
  expect(written[at - 1]).toBe(clear);
  expect(written.slice(-2)).toEqual([clear, '✓ Working (4 s)\n']);
});

test('in a file there is one line at each end', async () => {
  process.stderr.isTTY = false;
  await step('Working', () => seconds(3));
  expect(written).toEqual(['Working …\n', '✓ Working (3 s)\n']);
});

test('a quick quiet step leaves no line, a failed one its cross', async () => {
  process.stderr.isTTY = true;
  await step('Checking', () => seconds(1), { quietMs: 1500 });
  expect(written.at(-1)).toBe(clear);
  expect(written.join('')).not.toContain('\n');
  await expect(step('Failing', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(written.at(-1)).toBe('✗ Failing\n');
});

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { contract } from '../../main/contract/index.ts';
import { fuzz } from '../fuzz/run.ts';
import { scratchHost } from './scratch-host.ts';

/** 100,000 with more seeds: tests/bench/fuzz.ts. */
test('600 random messages: every answer is an outcome of the contract, no bug, nothing unhandled', async () => {
  const root = mkdtempSync(join(tmpdir(), 'threshold-fuzz-'));
  const app = await scratchHost(root, { passwordCost: { ln: 4, r: 8, p: 1 } });
  try {
    const { faults, answered, refused, closed } = await fuzz(app, 600, 1);
    expect(faults).toEqual([]);
    // Both sides of the door were tried.
    expect(answered).toBeGreaterThan(60);
    expect(refused).toBeGreaterThan(150);
    expect(closed).toBeGreaterThan(6);
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  } finally {
    await app.close();
    rmSync(root, { recursive: true, force: true });
  }
});

/** Found by the long run, seed 1: Node's own functions throw on it. */
test('a path with a zero in it is bad input', () => {
  const { input } = contract['evaluation.inspect'];
  const inspects = (pairs: string) => input.safeParse({ protocol: { protocol: 'verification', pairs } }).success;
  expect([inspects('/data/pairs.txt'), inspects('/data/\u0000')]).toEqual([true, false]);
});

import { expect, test } from 'vitest';
import { createOnnxRuntimeNode } from '../../../main/engine/backends/onnxruntime-node.ts';
import { type CheckResult, toEnd } from '../../../models/experiments/check.ts';
import { countsOf } from '../../../models/experiments/downsampling/cost.ts';
import { enlargedAgain, grating, response, shownAt } from '../../../models/experiments/downsampling/lost.ts';
import { moved } from '../../../models/experiments/downsampling/shift.ts';
import { shrink, wayIds } from '../../../models/experiments/downsampling/ways.ts';
import { tasks, UNDER_TEST } from '../../../models/experiments/downsampling.ts';
import { planeOf } from '../../../models/padding/plane.ts';

const cost = { side: 28, channels: 16, k: 3, taps: 3, runs: 5 };
const input = { seed: 3, people: 1, cost };
const verdicts = ({ findings }: CheckResult) => Object.fromEntries(findings.map(({ id, verdict }) => [id, verdict]));

test('blurring first moves along best and folds least; a maximum brightens; layers are timed', async () => {
  const tools = { executor: await createOnnxRuntimeNode() };
  const result = await toEnd(tasks.check(input, tools));
  // Which of two small layers is faster is the machine's matter.
  const { time, ...others } = verdicts(result);
  expect(others).toEqual({
    halves: 'holds',
    indifferent: 'does-not-hold',
    two: 'holds',
    calmest: 'holds',
    folds: 'holds-when',
    lost: 'holds',
    brighter: 'does-not-hold',
    weights: 'holds',
  });
  expect(['holds', 'does-not-hold']).toContain(time);
  const { figures } = result.findings.find(({ id }) => id === 'time')!;
  for (const way of wayIds) expect(figures[way]).toBeGreaterThan(0);
  await expect(toEnd(tasks.cost({ ...cost, seed: 1, side: 29 }, tools))).rejects.toThrow(RangeError);
  await expect(toEnd(tasks.check({ ...input, people: 0 }, tools))).rejects.toThrow(RangeError);
});

test('other code and other times change the verdicts', async () => {
  async function* measureCosts() {
    return wayIds.map((way) => ({ way, ...countsOf(way, cost), median: way === 'max' ? 9 : 1, p95: 9 }));
  }
  // Everything averages, and what cannot be shown becomes grey.
  const flat: typeof shrink = (x, _, choice) => {
    const small = shrink(x, 'average', choice);
    return { ...small, values: small.values.map((_, i) => (i % 7) * 1e-3) };
  };
  const found = verdicts(await toEnd(tasks.check(input, {} as never, { ...UNDER_TEST, shrink: flat, measureCosts })));
  expect(found).toMatchObject({
    time: 'does-not-hold',
    folds: 'holds',
    lost: 'does-not-hold',
    calmest: 'does-not-hold',
    two: 'does-not-hold',
  });
});

test('by hand: stripes fold, a half step lies between pixels, an average enlarged again', () => {
  expect([0.1, 0.25, 0.45].map(shownAt)).toEqual([0.1, 0.25, expect.closeTo(0.05, 12)]);
  const choice = { weights: 'one', k: 1, taps: 3, seed: 1 } as const;
  // Every second of cos(2π · ½ · i) is 1: nothing is left of it but brightness, or everything as brightness.
  expect(response(0.5, 'strided', choice)).toBeCloseTo(0, 9);
  expect(response(0.25, 'average', choice)).toBeCloseTo(Math.SQRT1_2, 2);
  // A ramp moved by a half, away from its ends.
  const ramp = planeOf(1, 6, [0, 1, 2, 3, 4, 5]);
  expect([...moved(ramp, 0.5, 0).values].slice(1, 4)).toEqual([1.5, 2.5, 3.5]);
  expect([...moved(ramp, 1, 0).values]).toEqual([1, 2, 3, 4, 5, 5]);
  expect(enlargedAgain(grating(16, 16, 0.03, 0), 'average', choice).lost).toBeLessThan(3);
  expect(countsOf('strided', { side: 4, channels: 2, k: 3, taps: 3 })).toEqual({ weights: 36, macs: 4 * 2 * 18 });
});

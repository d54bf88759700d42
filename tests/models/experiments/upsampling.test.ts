import { expect, test } from 'vitest';
import { createOnnxRuntimeNode } from '../../../main/engine/backends/onnxruntime-node.ts';
import { type CheckResult, toEnd } from '../../../models/experiments/check.ts';
import { upIds } from '../../../models/experiments/upsampling/measure.ts';
import { tasks, UNDER_TEST } from '../../../models/experiments/upsampling.ts';
import type { Plane } from '../../../models/padding/plane.ts';
import { upsamplerWeights } from '../../../models/sampling/upsampler.ts';

const input = { seed: 3, scale: 2, kernel: 3, steps: 60, people: 2, asked: 1, runs: 2 };
const verdicts = ({ findings }: CheckResult) => Object.fromEntries(findings.map(({ id, verdict }) => [id, verdict]));

test('networks trained for a moment beat cubic interpolation on a face they never saw', async () => {
  const tools = { executor: await createOnnxRuntimeNode() };
  const result = await toEnd(tasks.check(input, tools));
  // Times are the machine's matter; grids and ranks, of so short a training, chance's.
  expect(verdicts(result)).toMatchObject({
    three: 'holds',
    order: 'holds',
    learnt: 'holds',
    same: 'holds',
    cheap: 'does-not-hold',
  });
  const figures = (id: string) => result.findings.find((one) => one.id === id)!.figures;
  expect(figures('learnt').subPixel).toBeGreaterThan(figures('learnt').cubic!);
  for (const id of upIds) expect(figures('time')[id]).toBeGreaterThan(0);
  for (const wrong of [{ scale: 3 }, { kernel: 1 }, { steps: 0 }, { asked: 0 }])
    await expect(toEnd(tasks.check({ ...input, ...wrong }, tools))).rejects.toThrow(RangeError);
});

test('other code, data and times change the verdicts', async () => {
  // Nothing is learnt: weights that spoil the picture, those of the transposed convolution in a grid.
  const trainUpsampler: typeof UNDER_TEST.trainUpsampler = async function* (choice) {
    const size = upsamplerWeights(choice).reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
    const weights = Array.from({ length: size }, (_, i) => (i < 144 ? -0.1 : choice.id === 'transposed' ? 0.05 : 1e-4));
    yield { step: 1, loss: 1, weights };
    return Float32Array.from(weights);
  };
  const timeUpsamplers: typeof UNDER_TEST.timeUpsamplers = async function* () {
    const cost = (median: number) => ({ median, p95: median });
    return { ...Object.fromEntries(upIds.map((id) => [id, cost(1)])), subPixel: cost(9) } as never;
  };
  const pixelShuffle: typeof UNDER_TEST.pixelShuffle = (maps, s) => UNDER_TEST.pixelShuffle(maps.toReversed(), s);
  // Faces without detail: every way is right.
  const facePairs: typeof UNDER_TEST.facePairs = function* (...given) {
    const grey = (plane: Plane) => ({
      ...plane,
      values: plane.values.map((_, i) => 100 + (i % plane.columns) / 9),
    });
    for (const { truth, small, cubic } of UNDER_TEST.facePairs(...given))
      yield { truth: grey(truth), small: grey(small), cubic: grey(cubic) };
  };
  const underTest = { trainUpsampler, timeUpsamplers, pixelShuffle, facePairs };
  expect(verdicts(await toEnd(tasks.check(input, {} as never, underTest)))).toMatchObject({
    order: 'does-not-hold',
    learnt: 'does-not-hold',
    same: 'does-not-hold',
    grid: 'holds',
    time: 'does-not-hold',
  });
});

test('the three learn in turns; ended early, all are let go', async () => {
  let released = 0;
  const trainUpsampler: typeof UNDER_TEST.trainUpsampler = async function* () {
    try {
      for (const step of [1, 2]) yield { step, loss: 1, weights: [] };
      return new Float32Array();
    } finally {
      released++;
    }
  };
  const told: string[] = [];
  for await (const { news } of tasks.train(input, {} as never, { ...UNDER_TEST, trainUpsampler })) {
    if (news !== null) told.push(`${news.id} ${news.step}`);
    if (told.length === 4) break;
  }
  expect(told).toEqual(['transposed 1', 'subPixel 1', 'interpolated 1', 'transposed 2']);
  expect(released).toBe(3);
});

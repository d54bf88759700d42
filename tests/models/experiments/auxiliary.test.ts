import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { createOnnxRuntimeNode } from '../../../main/engine/backends/onnxruntime-node.ts';
import { initialVector } from '../../../models/embed/networks/packed-weights.ts';
import { crossingOf } from '../../../models/experiments/auxiliary/crossing.ts';
import { DeepLearner, packingOfDeep } from '../../../models/experiments/auxiliary/deep-learner.ts';
import { firstGradients, normsWith } from '../../../models/experiments/auxiliary/first-gradients.ts';
import { type Activation, deepNetwork } from '../../../models/experiments/auxiliary/network.ts';
import { hasEnded } from '../../../models/experiments/auxiliary/runs.ts';
import { meanOfPairs, tasks } from '../../../models/experiments/auxiliary.ts';
import { type CheckResult, toEnd } from '../../../models/experiments/check.ts';
import { madeUpPairs } from './made-up-pairs.ts';

const executor = await createOnnxRuntimeNode();
const input = { seed: 1, repeats: 4, depth: 6, activation: 'tanh', branch: 3, weight: 0.3, steps: 64 } as const;
const verdicts = ({ findings }: CheckResult) => Object.fromEntries(findings.map(({ id, verdict }) => [id, verdict]));
const judged = async (...of: Parameters<typeof madeUpPairs>) =>
  verdicts(await toEnd(tasks.check(input, { executor }, madeUpPairs(...of))));

interface Reference {
  depth: number;
  branch: number | null;
  activation: Activation;
  loss: number;
  norms: number[];
}
const { cases, weight } = JSON.parse(
  readFileSync(new URL('./auxiliary/references/gradients.json', import.meta.url), 'utf8'),
) as { cases: Reference[]; weight: number };

describe('as PyTorch has it: loss and gradient of each layer', () => {
  const [side, people, batch] = [12, 3, 4];
  const data = Float32Array.from({ length: batch * side * side * 3 }, (_, k) => Math.cos(0.37 * k));
  const faces = { side, people, data, labels: Int32Array.from({ length: batch }, (_, i) => i % people) };
  test.each(cases)('$activation, $depth layers, branch after $branch', async ({ loss, norms, ...choice }) => {
    const network = { ...choice, side, people };
    const learner = await DeepLearner.open({ network, batch, weight, momentum: 0.9 }, { executor }, deepNetwork);
    try {
      const { length } = learner.packing;
      const weights = Float32Array.from({ length }, (_, k) => 0.3 * Math.sin(k + 1));
      await learner.place(weights);
      for (const [i, norm] of (await learner.gradientNorms(faces, [0, 1, 2, 3])).entries())
        expect(norm / norms[i]!).toBeCloseTo(1, 3);
      // Measuring has moved nothing.
      expect(await learner.weights()).toEqual(weights);
      expect(await learner.learn(faces, [0, 1, 2, 3], 0)).toBeCloseTo(loss, 5);
    } finally {
      await learner.release();
    }
  });
});

test('gradients of any branch and weight follow from those measured once', async () => {
  const [side, people, seed] = [12, 3, 5];
  const data = Float32Array.from({ length: 4 * side * side * 3 }, (_, k) => Math.cos(0.37 * k));
  const faces = { side, people, data, labels: Int32Array.of(0, 1, 2, 0) };
  const choice = { depth: 4, activation: 'tanh' } as const;
  const found = await firstGradients(choice, seed, faces, [0, 1, 2, 3], { executor });
  for (const [branch, share] of [
    [null, 0],
    [2, 0.7],
  ] as const) {
    const network = { ...choice, branch, side, people };
    const learner = await DeepLearner.open(
      { network, batch: 4, weight: share, momentum: 0.9 },
      { executor },
      deepNetwork,
    );
    const own = await learner.gradientNorms(faces, [0, 1, 2, 3], initialVector(learner.packing, seed));
    await learner.release();
    for (const [layer, norm] of normsWith(found, branch, share).entries()) expect(norm / own[layer]!).toBeCloseTo(1, 3);
  }
});

test('with a branch all other weights begin as without it', () => {
  const network = { depth: 4, activation: 'relu', side: 12, people: 3 } as const;
  const [plain, branched] = [null, 2].map((branch) =>
    initialVector(packingOfDeep({ ...network, branch }, deepNetwork), 7),
  ) as [Float32Array, Float32Array];
  expect(branched.length).toBeGreaterThan(plain.length);
  expect(branched.subarray(0, plain.length)).toEqual(plain);
});

test('trained: the branch acts below itself alone, and a stack of sigmoids has next to no gradient at its beginning', async () => {
  const small = { ...input, repeats: 1, depth: 4, branch: 2, steps: 32, pictures: 4 };
  const result = await toEnd(tasks.check(small, { executor }));
  expect(verdicts(result)).toMatchObject({
    fights: 'holds',
    everywhere: 'does-not-hold',
    overtakes: expect.any(String),
  });
  // One pair tells nothing of chance.
  expect(verdicts(result)).toMatchObject({ regularises: 'holds-when', early: 'holds' });
  expect(result.findings.find(({ id }) => id === 'everywhere')!.figures.above).toBe(0);
});

test('the two networks of a pair learn in turns, and are told while they grow', async () => {
  const small = { ...input, repeats: 2, depth: 3, branch: 1, steps: 32, pictures: 4 };
  const training = tasks.train(small, { executor });
  const told: number[][] = [];
  for (;;) {
    const { done, value } = await training.next();
    if (done === true) {
      expect(value.runs.map(({ seed, branched }) => [seed, branched])).toEqual(
        [1, 2].flatMap((of) => [
          [of, false],
          [of, true],
        ]),
      );
      expect(value.runs.every(hasEnded)).toBe(true);
      break;
    }
    if (value.runs !== undefined) told.push(value.runs.map(({ points }) => points.length));
  }
  // Nothing, then the first pair by itself: each network a measurement further at a time.
  expect(told.slice(0, 5)).toEqual([[], [1, 0], [1, 1], [2, 1], [2, 2]]);
  expect(told.slice(-2)).toEqual([
    [17, 17, 17, 16],
    [17, 17, 17, 17],
  ]);
});

test('each verdict follows the runs', async () => {
  const asTheNotesSay = await judged(({ branched, seed, at }) =>
    branched ? { accuracy: 0.19 + 0.7 * at ** 1.2 + seed / 1000, learnt: 2 - at, asked: 2.1 - at + seed / 1000 } : {},
  );
  expect(asTheNotesSay).toEqual({
    ...{ fights: 'holds', here: 'holds', everywhere: 'does-not-hold' },
    ...{ regularises: 'holds', early: 'holds', overtakes: 'holds', crosses: 'holds' },
  });
  const otherwise = await judged(
    ({ branched, seed, at }) =>
      branched ? { accuracy: 0.2 + 0.5 * at + seed / 1000, learnt: 1.5 - at - seed / 1000, asked: 2.2 - at } : {},
    0.9,
    1,
  );
  expect(otherwise).toEqual({
    ...{ fights: 'does-not-hold', here: 'does-not-hold', everywhere: 'does-not-hold' },
    ...{ regularises: 'does-not-hold', early: 'does-not-hold', overtakes: 'does-not-hold', notAhead: 'does-not-hold' },
  });
  // Ahead from the first is not overtaking near the end.
  expect(await judged(({ branched, at }) => (branched ? { accuracy: 0.3 + 0.6 * at } : {}))).toMatchObject({
    ...{ overtakes: 'holds-when', neverBehind: 'does-not-hold', regularises: 'holds-when' },
  });
});

test('a crossing is found where it is, and only where there is one', () => {
  const steps = [0, 10, 20, 30, 40];
  expect(crossingOf(steps, [0, -2, -1, 3, 4])).toEqual({ is: 'crossing', step: 22.5 });
  expect(crossingOf(steps, [0, -2, 5, -1, 1])).toEqual({ is: 'crossing', step: 35 });
  expect(crossingOf(steps, [0, -2, 0, 0, 1])).toEqual({ is: 'crossing', step: 30 });
  expect(crossingOf(steps, [0, 1, 0, 2, 1])).toEqual({ is: 'ahead' });
  expect(crossingOf(steps, [0, 1, 2, 3, 0])).toEqual({ is: 'behind' });
});

test('a mean has an interval from three pairs on; what nobody would wait for is refused', async () => {
  expect(meanOfPairs([1, 3]).half).toBe(Number.POSITIVE_INFINITY);
  // By hand: mean 3, deviation 1.5811, t(4) = 2.776: 1.963.
  expect(meanOfPairs([1, 2, 3, 4, 5])).toEqual({ mean: 3, half: expect.closeTo(1.963, 2) });
  for (const wrong of [
    { steps: 1e6 },
    { branch: 6 },
    { depth: 99 },
    { activation: 'none' as 'relu' },
    { weight: Number.NaN },
  ])
    await expect(toEnd(tasks.check({ ...input, ...wrong }, { executor }))).rejects.toThrow(RangeError);
});

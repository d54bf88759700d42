import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { tensorsOf, trainedFunction } from '../../../models/embed/networks/network.ts';
import { LOSSES } from '../../../models/losses/registry.ts';
import { MINERS } from '../../../models/miners/registry.ts';
import { compile } from '../../../models/runtime/compile.ts';
import { withLoss } from '../../../models/train/presets.ts';
import type { Recipe } from '../../../models/train/recipe.ts';
import { startTraining } from '../../../models/train/start-training.ts';
import { executor, ofKind, patternSource, SMALL, trainAll } from './support.ts';

const source = patternSource(16, 6);

describe('a run', () => {
  test('tells of getting ready, baselines, every step, validations in their turn, and the end', async () => {
    const before = tf.memory().numTensors;
    const { reports, checkpoint } = await trainAll(SMALL, source);
    expect(tf.memory().numTensors).toBe(before);
    const kinds = reports.map(({ kind }) => kind);
    const steps = (count: number) => Array.from({ length: count }, () => 'step');
    expect(kinds).toEqual([
      ...['preparing', 'preparing', 'baselines'],
      ...[...steps(10), 'validation', ...steps(10), 'validation', 'done'],
    ]);
    const done = ofKind(reports, 'done')[0]!;
    expect(done).toMatchObject({
      reason: 'budget',
      steps: 20,
      epochs: 10,
      people: { train: 8, validation: 4, test: 4 },
    });
    for (const { loss, active, norm, spread, rate } of ofKind(reports, 'step')) {
      expect(loss).toBeGreaterThan(0);
      expect(active).toBeGreaterThan(0);
      expect(active).toBeLessThanOrEqual(1);
      expect(norm.mean).toBeGreaterThan(0);
      expect(spread).toBeGreaterThan(0);
      expect(spread).toBeLessThan(1);
      expect(rate).toBeGreaterThan(0);
    }
    const [validation] = ofKind(reports, 'validation');
    expect(validation!.embeddings).toHaveLength(24 * 8);
    expect([...validation!.people]).toEqual(Array.from(validation!.pictures, (picture) => source.labels[picture]));
    for (const { first, second } of validation!.hardest.mated) expect(source.labels[first]).toBe(source.labels[second]);
    for (const { first, second } of validation!.hardest.nonMated)
      expect(source.labels[first]).not.toBe(source.labels[second]);
    expect(checkpoint.history.steps).toHaveLength(20);
  });

  test('gives the same numbers for the same seed, and others for another', async () => {
    const losses = async (recipe: Recipe) =>
      ofKind((await trainAll(recipe, source)).reports, 'step').map((s) => s.loss);
    const first = await losses(SMALL);
    expect(await losses(SMALL)).toEqual(first);
    expect(await losses({ ...SMALL, seed: 2 })).not.toEqual(first);
  });

  test('goes on from a checkpoint as if it had not been interrupted, at a validation or between two', async () => {
    const recipe: Recipe = {
      ...{ ...SMALL, miner: { id: 'distance-weighted' } },
      augmentation: { flip: true, crop: 0.1, colour: 0.2, blur: 0.5, cutOut: 0.3 },
      optimiser: { ...SMALL.optimiser, weightDecay: 0.01 },
    };
    const whole = await trainAll(recipe, source);
    for (const stop of [10, 13]) {
      const half = await trainAll(recipe, source, {
        until: (report) => report.kind === 'step' && report.step === stop,
      });
      const rest = await trainAll(recipe, source, { checkpoint: structuredClone(half.checkpoint) });
      const steps = [...ofKind(half.reports, 'step'), ...ofKind(rest.reports, 'step')];
      expect(steps.map(({ loss }) => loss)).toEqual(ofKind(whole.reports, 'step').map(({ loss }) => loss));
      const [done, expected] = [ofKind(rest.reports, 'done')[0]!, ofKind(whole.reports, 'done')[0]!];
      expect({ ...done, seconds: 0 }).toEqual({ ...expected, seconds: 0 });
      expect(ofKind(rest.reports, 'baselines')).toEqual([]);
      expect(rest.checkpoint.state).toEqual(whole.checkpoint.state);
      expect(rest.checkpoint.history.validations.map(({ step }) => step)).toEqual([10, 20]);
    }
  });

  test('gives weights that are, as one function of pictures, the network it measured', async () => {
    const { reports, trained } = await trainAll(SMALL, source);
    const best = ofKind(reports, 'validation').findLast((report) => report.best)!;
    const tensors = tensorsOf(trained);
    const [size, count] = [16, best.pictures.length];
    const data = new Float32Array(count * size * size * 3);
    for (const [i, picture] of best.pictures.entries())
      data.set(
        Array.from(await source.picture(picture), (value) => (value - 127.5) / 127.5),
        i * size * size * 3,
      );
    const images = { dtype: 'float32', shape: [count, size, size, 3], data } as const;
    const compiled = await compile(trainedFunction(SMALL.network, tensors), [images], { executor });
    const [rows] = await compiled.run(images);
    await compiled.release();
    tf.dispose(tensors);
    const worst = Math.max(...best.embeddings.map((value, i) => Math.abs(value - rows!.data[i]!)));
    expect(worst).toBeLessThan(1e-4);
  });

  test('ends when validation has not become better for a while', async () => {
    const recipe: Recipe = {
      ...{ ...SMALL, budget: { steps: 400 }, validation: { every: 5, patience: 2 } },
      optimiser: { ...SMALL.optimiser, rate: 1e-9 },
    };
    const done = ofKind((await trainAll(recipe, source)).reports, 'done')[0]!;
    expect(done.reason).toBe('patience');
    expect(done.steps).toBeLessThan(400);
  });
});

describe.each(LOSSES.ids)('%s', (id) => {
  test('trains twenty steps without NaN', async () => {
    const { reports } = await trainAll(withLoss(SMALL, id), source);
    const steps = ofKind(reports, 'step');
    expect(steps).toHaveLength(20);
    for (const { loss, norm, active } of steps) {
      expect(Number.isFinite(loss)).toBe(true);
      expect(Number.isFinite(norm.mean)).toBe(true);
      expect(active).toBeGreaterThanOrEqual(0);
    }
    expect(ofKind(reports, 'done')[0]!.collapse?.code).not.toBe('NOT_A_NUMBER');
  });
});

test.each(MINERS.ids)('the miner %s trains', async (id) => {
  const { reports } = await trainAll({ ...SMALL, miner: { id }, budget: { steps: 3 } }, source);
  for (const { loss } of ofKind(reports, 'step')) expect(Number.isFinite(loss)).toBe(true);
});

test.each([
  ['UNKNOWN_NAME', { loss: { id: 'nothing' } }],
  ['OUT_OF_RANGE', { loss: { id: 'arcface' }, miner: { id: 'hard' } }],
  ['OUT_OF_RANGE', { network: { ...SMALL.network, width: 0 } }],
  ['OUT_OF_RANGE', { batch: { people: 4, pictures: 1 } }],
  ['NO_BUDGET', { budget: {} }],
  ['NO_BUDGET', { budget: { steps: 0 } }],
  ['TOO_FEW_PEOPLE', { batch: { people: 9, pictures: 3 } }],
  ['WRONG_PICTURES', { network: { ...SMALL.network, inputSize: 32 } }],
] as const)('%s is said before anything is computed', async (code, change) => {
  await expect(startTraining({ ...SMALL, ...change } as Recipe, source, { executor })).rejects.toMatchObject({ code });
});

test('a checkpoint of another recipe is refused, another budget is not', async () => {
  const { checkpoint } = await trainAll({ ...SMALL, budget: { steps: 2 } }, source);
  const other = { ...SMALL, seed: 9 };
  await expect(startTraining(other, source, { executor, checkpoint })).rejects.toMatchObject({ code: 'OTHER_RECIPE' });
  const more = await trainAll({ ...SMALL, budget: { steps: 4 } }, source, { checkpoint });
  expect(ofKind(more.reports, 'step').map(({ step }) => step)).toEqual([3, 4]);
});

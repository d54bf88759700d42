import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { createOnnxRuntimeNode } from '../../../main/engine/backends/onnxruntime-node.ts';
import { type CheckResult, toEnd } from '../../../models/experiments/check.ts';
import { tasks } from '../../../models/experiments/normalization.ts';
import { NORM_LAYERS } from '../../../models/experiments/small/network.ts';
import { madeUpRuns } from './made-up-runs.ts';

const input = { seed: 1, people: 3, pictures: 32, asked: 12, groups: 4, epochs: 2, rate: 0.3, repeats: 1 };
const executor = await createOnnxRuntimeNode();
const verdicts = ({ findings }: CheckResult) => Object.fromEntries(findings.map(({ id, verdict }) => [id, verdict]));
const few = { ...input, pictures: 4, asked: 24 };
const judged = async (...of: Parameters<typeof madeUpRuns>) =>
  verdicts(await toEnd(tasks.check(few, { executor }, NORM_LAYERS, madeUpRuns(...of))));

test('trained: what is averaged is as the notes say, and batch norm fails with one picture at a time', async () => {
  const result = await toEnd(tasks.check(input, { executor }));
  expect(verdicts(result)).toMatchObject({ axes: 'holds', alone: 'holds', switch: 'holds', widens: 'holds' });
  expect(verdicts(result).small).not.toBe('does-not-hold');
  expect(result.findings.find(({ id }) => id === 'group')?.figures.moves).toBe(0);
});

test('layers that are something else change their verdicts, and only theirs', async () => {
  const wrong = {
    ...NORM_LAYERS,
    // Instance norm over the batch, CrossNorm that swaps nothing.
    instanceNorm: (x: tf.Tensor, scale: tf.Tensor, shift: tf.Tensor) =>
      tf.add(tf.mul(tf.sub(x, tf.mean(x, [0, 1, 2])), scale), shift),
    crossNorm: (x: tf.Tensor) => tf.clone(x),
  };
  const changed = verdicts(await toEnd(tasks.check(few, { executor }, wrong, madeUpRuns())));
  expect(changed).toMatchObject({ axes: 'does-not-hold', alone: 'does-not-hold', widens: 'does-not-hold' });
  expect(await judged()).toMatchObject({ axes: 'holds', alone: 'holds', widens: 'holds', group: changed.group });
});

test('each verdict on what was trained follows the runs', async () => {
  expect(await judged()).toMatchObject({
    ...{ small: 'does-not-hold', group: 'holds', recurrent: 'does-not-hold', fast: 'does-not-hold' },
    ...{ switch: 'holds', narrows: 'does-not-hold' },
  });
  const asTheNotesSay = await judged(({ norm, batch }) => ({
    ...(norm === 'batch' && batch < 8 && { accuracy: 0.3 }),
    ...(norm === 'layer' && { accuracy: 0.4 }),
    ...(norm === 'instance' && { losses: [2, 0.5, 0.4, 0.3] }),
    ...(norm === 'self' && { shifted: [0.9, 0.9, 0.9, 0.9] }),
  }));
  expect(asTheNotesSay).toMatchObject({
    small: 'holds',
    group: 'holds',
    recurrent: 'holds',
    fast: 'holds',
    narrows: 'holds',
  });
  const halves = await judged(({ norm, batch, head }) => ({
    ...(norm === 'batch' && batch === 1 && { accuracy: 0.3 }),
    ...(norm === 'group' && batch === 32 && { accuracy: 0.4 }),
    ...(norm === 'instance' && head === 'quarters' && { losses: [2, 0.5, 0.4, 0.3] }),
    ...(norm === 'self' && { shifted: [0.9, 0.9, 0.5, 0.5] }),
    ...(norm === 'switchable' && { switched: [{ means: [1 / 3, 1 / 3, 1 / 3], variances: [1 / 3, 1 / 3, 1 / 3] }] }),
  }));
  expect(halves).toMatchObject({ small: 'holds-when', group: 'holds-when', fast: 'holds-when', narrows: 'holds-when' });
  expect(halves.switch).toBe('does-not-hold');
});

import '@tensorflow/tfjs-backend-cpu';
import '../../../../models/runtime/gradients.ts';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, expect, test } from 'vitest';
import {
  type BlockChoice,
  blockKinds,
  costOf,
  separableShare,
  stepsOf,
} from '../../../../models/layers/convolutions/blocks.ts';
import { channelShuffle, groupedConv2d } from '../../../../models/layers/convolutions/grouped.ts';
import { scoped } from '../../runtime/support.ts';
import references from './references/convolutions.json' with { type: 'json' };

type Shape4 = [number, number, number, number];

beforeAll(() => tf.setBackend('cpu'));

test.each(references.cases)(
  'grouped convolution and its gradients are PyTorch’s: $groups groups, filter $filterShape',
  (given) => {
    scoped(() => {
      const x = tf.tensor4d(given.x, given.xShape as Shape4);
      const filter = tf.tensor4d(given.filter, given.filterShape as Shape4);
      const convolve = (a: tf.Tensor, b: tf.Tensor) => groupedConv2d(a as tf.Tensor4D, b as tf.Tensor4D, given.groups);
      const y = convolve(x, filter);
      const [dx, dfilter] = tf.grads(convolve)([x, filter], tf.tensor4d(given.dy, y.shape as Shape4));
      for (const [found, wanted] of [
        [y, given.y],
        [dx!, given.dx],
        [dfilter!, given.dfilter],
      ] as const) {
        const worst = Math.max(...found.dataSync().map((value, i) => Math.abs(value - wanted[i]!)));
        expect(worst).toBeLessThan(1e-4);
      }
    });
  },
);

test('channels are shuffled as PyTorch does; what does not divide is refused', () => {
  scoped(() => {
    const { groups, shape, x, y } = references.shuffle;
    const given = tf.tensor4d(x, shape as Shape4);
    expect([...channelShuffle(given, groups).dataSync()]).toEqual(y.map(Math.fround));
    expect(() => channelShuffle(given, 4)).toThrow(RangeError);
    expect(() => groupedConv2d(given, tf.ones([3, 3, 6, 4]), 4)).toThrow(RangeError);
  });
});

const wide: Omit<BlockChoice, 'kind'> = { input: 64, output: 64, kernel: 3, stride: 1, groups: 4, expansion: 6 };

test('weights of each block are those of PyTorch’s layers', () => {
  const counted = Object.fromEntries(blockKinds.map((kind) => [kind, costOf(stepsOf({ ...wide, kind }), 7).weights]));
  expect(counted).toEqual(references.blocks);
});

test('separable over dense is 1/N + 1/k², in weights and in multiply-accumulates, whatever the input; with a stride the first part has it', () => {
  for (const [input, output, kernel] of [
    [8, 64, 3],
    [64, 8, 5],
    [32, 32, 1],
  ] as const) {
    const choice = { ...wide, input, output, kernel };
    const [dense, separable] = [
      costOf(stepsOf({ ...choice, kind: 'dense' }), 14),
      costOf(stepsOf({ ...choice, kind: 'separable' }), 14),
    ];
    expect(separable.weights / dense.weights).toBeCloseTo(separableShare(output, kernel), 12);
    expect(separable.macs / dense.macs).toBeCloseTo(separableShare(output, kernel), 12);
  }
  // 14 → 7 pixels: both steps of the separable one write 7 × 7.
  expect(costOf(stepsOf({ ...wide, kind: 'separable', stride: 2 }), 14)).toEqual({
    weights: 64 * 9 + 64 * 64,
    macs: 49 * (64 * 9 + 64 * 64),
    written: 2 * 49 * 64,
  });
  expect(() => stepsOf({ ...wide, kind: 'grouped', input: 6 })).toThrow(RangeError);
});

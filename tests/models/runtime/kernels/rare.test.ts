import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HostTensor } from '../../../../models/runtime/types.ts';
import { agrees, gradientOf, integers, numbers, runCompiled } from './harness.ts';

const host = (
  data: Int32Array | Float32Array | Uint8Array,
  shape: number[],
  dtype: HostTensor['dtype'],
): HostTensor => ({
  data,
  shape,
  dtype,
});

describe('gather with batch dimensions', () => {
  test.each([
    [[2, 4, 3], [2, 5], 1, 1],
    [[2, 3, 4, 2], [2, 2], 2, 1],
    [[2, 3, 4], [2, 3, 2], 2, 2],
    [[2, 4], [2, 2, 3], 1, 1],
    [[3, 4], [3], 1, 1],
  ])('of %j by %j along %i, %i batch dimensions', async (shape, indices, axis, batchDims) => {
    const rows = integers(indices, 5, 0, shape[axis] as number);
    await agrees((x, i) => tf.gather(x as tf.Tensor, i as tf.Tensor1D, axis, batchDims), [numbers(shape, 1), rows]);
  });
});

describe('counts', () => {
  test.each([[false], [true]])('dense bincount, binary: %s', async (binary) => {
    const none = () => tf.tensor1d([]);
    const rows = integers([3, 7], 2, 0, 6);
    await agrees((x) => tf.denseBincount(x as tf.Tensor2D, none() as unknown as tf.Tensor2D, 5, binary), [rows]);
    await agrees((x, w) => tf.denseBincount(x as tf.Tensor2D, w as tf.Tensor2D, 5, binary), [rows, numbers([3, 7], 3)]);
  });

  test('bincount with and without weights', async () => {
    const row = integers([9], 4, 0, 6);
    await agrees((x, w) => tf.bincount(x as tf.Tensor1D, w as tf.Tensor1D, 4), [row, numbers([9], 5)]);
    await agrees((x) => tf.bincount(x as tf.Tensor1D, tf.tensor1d([]), 6), [row]);
  });
});

test('sparse to dense', async () => {
  const places = host(Int32Array.of(0, 1, 2, 0), [2, 2], 'int32');
  const dense = (i: tf.Tensor, v: tf.Tensor, d: tf.Tensor) =>
    tf.sparseToDense(i as tf.Tensor2D, v as tf.Tensor1D, [3, 2], d as tf.Scalar);
  await agrees((i, v, d) => dense(i!, v!, d!), [places, numbers([2], 1), numbers([], 2)]);
  await agrees((i, v, d) => dense(i!, v!, d!), [places, numbers([], 1), numbers([], 2)]);
  const row = host(Int32Array.of(3, 1), [2], 'int32');
  const line = (i?: tf.Tensor, v?: tf.Tensor) => tf.sparseToDense(i as tf.Tensor1D, v as tf.Tensor1D, [5]);
  await agrees(line, [row, numbers([2], 3)]);
});

test('local response normalisation and its gradient', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 4 }), async (channels, radius) => {
      const normalise = (x?: tf.Tensor) => tf.localResponseNormalization(x as tf.Tensor4D, radius, 1.5, 0.7, 0.6);
      const x = numbers([2, 2, 3, channels], 1);
      await agrees(normalise, [x]);
      await agrees(gradientOf(normalise as (x: tf.Tensor) => tf.Tensor), [x], 1e-4);
    }),
  );
});

test.each([
  [1, 'same', 1],
  [2, 'same', 1],
  [[2, 1], 'valid', 1],
  [1, 'same', 2],
] as const)('morphological dilation, strides %j, %s, dilations %j', async (strides, pad, dilations) => {
  await agrees(
    (x, f) => tf.dilation2d(x as tf.Tensor4D, f as tf.Tensor3D, strides as [number, number], pad, dilations),
    [numbers([2, 5, 6, 3], 1), numbers([2, 3, 3], 2)],
  );
});

describe('volumes', () => {
  test.each([
    [1, 'same', 1],
    [2, 'same', 1],
    [[1, 2, 3], 'valid', 1],
    [1, 'valid', 2],
  ] as const)('convolution, strides %j, %s, dilations %j', async (strides, pad, dilations) => {
    const conv = (x?: tf.Tensor, f?: tf.Tensor) => {
      const dilated = [dilations, dilations, dilations] as [number, number, number];
      return tf.conv3d(x as tf.Tensor5D, f as tf.Tensor5D, strides as number, pad, 'NDHWC', dilated);
    };
    await agrees(conv, [numbers([2, 5, 4, 6, 2], 1), numbers([2, 2, 3, 2, 3], 2)]);
  });

  test.each([
    [2, 2, 'same'],
    [[1, 2, 3], 1, 'valid'],
  ] as const)('pooling by %j, strides %j, %s', async (size, strides, pad) => {
    const x = numbers([2, 4, 5, 6, 2], 1);
    await agrees((v) => tf.maxPool3d(v as tf.Tensor5D, size as number, strides, pad), [x]);
    await agrees((v) => tf.avgPool3d(v as tf.Tensor5D, size as number, strides, pad), [x]);
  });
});

test('drawing by Gumbel noise, as the refusal of tf.multinomial advises, follows the distribution', async () => {
  const draws = 4000;
  const noise = numbers([draws, 3], 3, 1e-6, 1);
  const logits = Float32Array.of(Math.log(0.2), Math.log(0.5), Math.log(0.3));
  const draw = (l?: tf.Tensor, u?: tf.Tensor) =>
    tf.argMax(tf.sub(l as tf.Tensor, tf.log(tf.neg(tf.log(u as tf.Tensor)))), 1);
  const [drawn] = await runCompiled(draw, host(logits, [3], 'float32'), noise);
  const share = [0, 1, 2].map((k) => [...drawn!.data].filter((x) => x === k).length / draws);
  for (const [k, p] of [0.2, 0.5, 0.3].entries()) expect(Math.abs(share[k]! - p)).toBeLessThan(0.03);
});

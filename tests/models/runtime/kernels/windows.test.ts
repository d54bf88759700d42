import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { eager } from '../support.ts';
import { agrees, gradientOf, numbers, runCompiled } from './harness.ts';

type Pad = 'same' | 'valid' | number;

const window = fc.record({
  batch: fc.integer({ min: 1, max: 3 }),
  height: fc.integer({ min: 4, max: 9 }),
  width: fc.integer({ min: 4, max: 9 }),
  input: fc.integer({ min: 1, max: 3 }),
  output: fc.integer({ min: 1, max: 3 }),
  filter: fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 })),
  stride: fc.tuple(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 })),
  pad: fc.constantFrom<Pad[]>('same', 'valid'),
  dilation: fc.constantFrom<[number, number][]>([1, 1], [1, 2], [2, 1]),
});

/** A dilated filter must fit, and tfjs takes either strides or dilations. */
function settle(w: typeof window extends fc.Arbitrary<infer T> ? T : never) {
  const dilated = w.dilation.some((d) => d > 1);
  const fits = w.filter.map((f, i) => (dilated ? Math.min(f, 2) : Math.min(f, [w.height, w.width][i] as number)));
  return { ...w, filter: fits as [number, number], stride: dilated ? ([1, 1] as [number, number]) : w.stride, dilated };
}

const as4 = (t: tf.Tensor | undefined) => t as tf.Tensor4D;

describe('convolutions', () => {
  test.each([
    ['conv2d', tf.conv2d],
    ['depthwise conv2d of any multiplier', tf.depthwiseConv2d],
  ])('%s and its gradients', async (_, convolve) => {
    await fc.assert(
      fc.asyncProperty(window, async (raw) => {
        const w = settle(raw);
        const x = numbers([w.batch, w.height, w.width, w.input], 1);
        const filter = numbers([...w.filter, w.input, w.output], 2);
        const conv = (a?: tf.Tensor, f?: tf.Tensor) =>
          convolve(as4(a), as4(f), w.stride, w.pad as 'same', 'NHWC', w.dilation);
        await agrees(conv, [x, filter]);
        if (!w.dilated) await agrees(gradientOf(conv), [x, filter], 1e-4);
      }),
      { numRuns: 40 },
    );
  });

  test('explicit padding, also lopsided', async () => {
    const x = numbers([2, 5, 6, 2], 1);
    const filter = numbers([3, 2, 2, 3], 2);
    await agrees((a, f) => tf.conv2d(as4(a), as4(f), 2, 1), [x, filter]);
    await agrees(
      (a, f) =>
        tf.conv2d(as4(a), as4(f), 1, [
          [0, 0],
          [2, 0],
          [1, 3],
          [0, 0],
        ]),
      [x, filter],
    );
    await agrees(
      gradientOf((a, f) => tf.conv2d(as4(a), as4(f), 2, 1)),
      [x, filter],
      1e-4,
    );
  });

  test('transposed and separable', async () => {
    for (const pad of ['same', 'valid'] as const) {
      const size = pad === 'same' ? [8, 6] : [9, 7];
      const transposed = (a?: tf.Tensor, f?: tf.Tensor) =>
        tf.conv2dTranspose(as4(a), as4(f), [2, ...size, 2] as [number, number, number, number], 2, pad);
      const operands = [numbers([2, 4, 3, 3], 1), numbers([3, 3, 2, 3], 2)];
      await agrees(transposed, operands);
      await agrees(gradientOf(transposed), operands, 1e-4);
    }
    const separable = (a?: tf.Tensor, d?: tf.Tensor, p?: tf.Tensor) =>
      tf.separableConv2d(as4(a), as4(d), as4(p), 2, 'same');
    const operands = [numbers([2, 5, 5, 3], 1), numbers([3, 3, 3, 2], 2), numbers([1, 1, 6, 4], 3)];
    await agrees(separable, operands);
    await agrees(gradientOf(separable), operands, 1e-4);
  });

  test('conv1d', async () => {
    const conv = (a?: tf.Tensor, f?: tf.Tensor) => tf.conv1d(a as tf.Tensor3D, f as tf.Tensor3D, 2, 'same');
    await agrees(conv, [numbers([2, 7, 3], 1), numbers([3, 3, 4], 2)]);
    await agrees(gradientOf(conv), [numbers([2, 7, 3], 1), numbers([3, 3, 4], 2)], 1e-4);
  });

  test('fused with bias and activation', async () => {
    const x = numbers([2, 5, 5, 3], 1);
    const bias = numbers([4], 3);
    for (const activation of ['linear', 'relu', 'relu6', 'elu', 'sigmoid', 'leakyrelu'] as const) {
      const options = { strides: 2, pad: 'same', activation, leakyreluAlpha: 0.2 } as const;
      await agrees(
        (a, f, b) => tf.fused.conv2d({ x: as4(a), filter: as4(f), bias: b as tf.Tensor1D, ...options }),
        [x, numbers([3, 3, 3, 4], 2), bias],
      );
    }
    const prelu = { strides: 1, pad: 'valid', activation: 'prelu' } as const;
    await agrees(
      (a, f, b, p) =>
        tf.fused.depthwiseConv2d({
          x: as4(a),
          filter: as4(f),
          bias: b as tf.Tensor1D,
          preluActivationWeights: p as tf.Tensor,
          ...prelu,
        }),
      [x, numbers([3, 3, 3, 1], 2), numbers([3], 4), numbers([1, 1, 3], 5)],
    );
  });
});

describe('pools', () => {
  test('maximum and its gradient, average', async () => {
    await fc.assert(
      fc.asyncProperty(window, async (raw) => {
        const w = settle({ ...raw, dilation: [1, 1] });
        const x = numbers([w.batch, w.height, w.width, w.input], 1);
        const max = (a?: tf.Tensor) => tf.maxPool(as4(a), w.filter, w.stride, w.pad as 'same');
        await agrees(max, [x]);
        await agrees(gradientOf(max), [x], 1e-4);
        const average = (a?: tf.Tensor) => tf.avgPool(as4(a), w.filter, w.stride, w.pad as 'same');
        await agrees(average, [x]);
        if (w.pad === 'valid') await agrees(gradientOf(average), [x], 1e-4);
      }),
      { numRuns: 40 },
    );
  });

  test('the gradient of an average at the border, by hand: tfjs itself divides by the whole window there', async () => {
    // Windows of 2 with stride 2 over 3 pixels, "same": the second window holds one pixel.
    const x = { dtype: 'float32', shape: [1, 1, 3, 1], data: Float32Array.of(1, 2, 3) } as const;
    const [gradient] = await runCompiled(
      (a) => tf.grad((b) => tf.sum(tf.avgPool(as4(b), [1, 2], [1, 2], 'same')))(a as tf.Tensor),
      x,
    );
    expect([...(gradient?.data ?? [])]).toEqual([0.5, 0.5, 1]);
  });
});

describe('resizing', () => {
  const MODES = [
    [false, false],
    [true, false],
    [false, true],
  ] as const;
  const size = fc.tuple(fc.integer({ min: 1, max: 9 }), fc.integer({ min: 1, max: 9 }));

  test.each(['resizeBilinear', 'resizeNearestNeighbor'] as const)('%s', async (name) => {
    await fc.assert(
      fc.asyncProperty(size, size, fc.constantFrom(...MODES), async (from, to, [align, half]) => {
        const resize = (x?: tf.Tensor) => tf.image[name](as4(x), to, align, half);
        // Where a source position falls on a pixel's edge, rounding may go either way: only bilinear is continuous.
        fc.pre(name === 'resizeBilinear' || from.every((n, i) => (to[i] as number) % n === 0));
        await agrees(resize, [numbers([2, ...from, 3], 1)]);
      }),
    );
  });

  /** d sum(w · f(x)) / dx by central differences, on eager tfjs: an oracle where tfjs's own gradient is not one. */
  async function agreesWithDifferences(f: (x: tf.Tensor) => tf.Tensor, shape: number[]) {
    const x = numbers(shape, 1);
    const scalar = (a: tf.Tensor) => tf.sum(tf.mul(f(a), tf.cos(tf.reshape(tf.range(0, f(a).size), f(a).shape))));
    const [gradient] = await runCompiled((a) => tf.grad(scalar)(a as tf.Tensor), x);
    const at = (i: number, by: number) => {
      const data = (x.data as Float32Array).slice();
      data[i] = (data[i] as number) + by;
      return eager((a) => scalar(a as tf.Tensor), { ...x, data })[0]?.data[0] as number;
    };
    for (const i of x.data.keys()) expect(gradient?.data[i]).toBeCloseTo((at(i, 0.5) - at(i, -0.5)) / 1, 3);
  }

  test('gradients, by finite differences, in batches', async () => {
    for (const [align, half] of MODES) {
      for (const to of [
        [6, 4],
        [2, 3],
        [5, 7],
      ] as Array<[number, number]>) {
        await agreesWithDifferences((x) => tf.image.resizeBilinear(as4(x), to, align), [2, 3, 2, 1]);
        if (half) continue;
        await agreesWithDifferences((x) => tf.image.resizeNearestNeighbor(as4(x), to, align), [2, 3, 2, 1]);
      }
    }
  });
});

describe('normalisation', () => {
  test('batch normalisation of any rank, with and without scale, and its gradient', async () => {
    for (const shape of [
      [3, 4],
      [2, 3, 4],
      [2, 3, 2, 4],
    ]) {
      const operands = [numbers(shape, 1), numbers([4], 2), numbers([4], 3, 0.5, 2), numbers([4], 4), numbers([4], 5)];
      const full = (...t: tf.Tensor[]) =>
        tf.batchNorm(
          t[0] as tf.Tensor,
          t[1] as tf.Tensor1D,
          t[2] as tf.Tensor1D,
          t[3] as tf.Tensor1D,
          t[4] as tf.Tensor1D,
          1e-3,
        );
      await agrees(full as never, operands);
      await agrees(gradientOf(full), operands, 1e-4);
      await agrees((x, m, v) => tf.batchNorm(x as tf.Tensor, m as tf.Tensor1D, v as tf.Tensor1D), operands.slice(0, 3));
    }
  });

  test('layer, instance and group normalisation written in plain operations, and their gradients', async () => {
    const normalised = (axes: number[]) => (x: tf.Tensor) => {
      const { mean, variance } = tf.moments(x, axes, true);
      return tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, 1e-3)));
    };
    const weighted = (f: (x: tf.Tensor) => tf.Tensor) => (x: tf.Tensor, w: tf.Tensor) =>
      tf.add(tf.mul(f(x), w), tf.square(w));
    for (const axes of [[3], [1, 2], [1, 2, 3], [0, 1, 2]]) {
      await agrees(
        gradientOf(weighted(normalised(axes)) as never),
        [numbers([2, 3, 2, 4], 1), numbers([2, 3, 2, 4], 2)],
        2e-4,
      );
    }
    const group = (x: tf.Tensor) => tf.reshape(normalised([1, 2, 4])(tf.reshape(x, [2, 3, 2, 2, 2])), [2, 3, 2, 4]);
    await agrees(gradientOf(weighted(group) as never), [numbers([2, 3, 2, 4], 1), numbers([2, 3, 2, 4], 2)], 2e-4);
  });

  test('attention and its gradient', async () => {
    const attention = (q: tf.Tensor, k: tf.Tensor, v: tf.Tensor) =>
      tf.matMul(tf.softmax(tf.div(tf.matMul(q, k, false, true), 2)), v);
    await agrees(
      gradientOf(attention as never),
      [numbers([2, 3, 4], 1), numbers([2, 5, 4], 2), numbers([2, 5, 3], 3)],
      1e-4,
    );
  });
});

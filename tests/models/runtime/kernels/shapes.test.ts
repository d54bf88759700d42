import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  agrees,
  arbitrary,
  booleans,
  gradientOf,
  integers,
  numbers,
  runCompiled,
  throughConvolution,
} from './harness.ts';

/** A shape together with an axis of it, sometimes counted from the end. */
const shapeAndAxis = (shapes: fc.Arbitrary<number[]>) =>
  shapes.chain((shape) =>
    fc.record({ shape: fc.constant(shape), axis: fc.integer({ min: -shape.length, max: shape.length - 1 }) }),
  );

describe('moving elements', () => {
  test('reshape, flatten, expandDims, squeeze', async () => {
    await fc.assert(
      fc.asyncProperty(arbitrary.shape(), arbitrary.seed, async (shape, seed) => {
        await agrees((x) => tf.reshape(x as tf.Tensor, [...shape, 1]), [numbers(shape, seed)]);
        await agrees((x) => tf.reshape(tf.add(x as tf.Tensor, 1), [x?.size as number]), [numbers(shape, seed)]);
      }),
    );
    await agrees((x) => tf.squeeze(tf.expandDims(tf.relu(x as tf.Tensor), -1)), [numbers([2, 1, 3], 1)]);
    await agrees((x) => tf.reshape(throughConvolution(x as tf.Tensor), [2, -1]), [numbers([2, 3, 2, 3], 1)]);
    await agrees((x) => tf.reshape(throughConvolution(x as tf.Tensor), [6]), [numbers([2, 1, 1, 3], 1)]);
  });

  test('transpose, all permutations', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitrary.shape(1, 4).chain((shape) =>
          fc.record({
            shape: fc.constant(shape),
            perm: fc.shuffledSubarray([...shape.keys()], { minLength: shape.length, maxLength: shape.length }),
          }),
        ),
        arbitrary.seed,
        async ({ shape, perm }, seed) => {
          await agrees((x) => tf.transpose(x as tf.Tensor, perm), [numbers(shape, seed)]);
          await agrees((x) => tf.exp(tf.transpose(x as tf.Tensor, perm)), [numbers(shape, seed)]);
        },
      ),
    );
    for (const perm of [
      [0, 3, 1, 2],
      [0, 2, 3, 1],
      [3, 2, 1, 0],
      [1, 0, 2, 3],
    ]) {
      await agrees((x) => tf.transpose(throughConvolution(x as tf.Tensor), perm), [numbers([2, 3, 4, 5], 2)]);
      await agrees(
        gradientOf((x) => tf.transpose(throughConvolution(x as tf.Tensor), perm)),
        [numbers([2, 3, 4, 5], 2)],
      );
    }
  });

  test('tile, broadcastTo, reverse, roll by slices', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitrary.shape(1, 4),
        arbitrary.seed,
        fc.integer({ min: 1, max: 3 }),
        async (shape, seed, n) => {
          const reps = shape.map((_, i) => (i === 0 ? n : 2));
          await agrees((x) => tf.tile(x as tf.Tensor, reps), [numbers(shape, seed)]);
          await agrees((x) => tf.reverse(x as tf.Tensor, [shape.length - 1]), [numbers(shape, seed)]);
          await agrees((x) => tf.reverse(x as tf.Tensor), [integers(shape, seed)]);
          await agrees((x) => tf.broadcastTo(x as tf.Tensor, [2, ...shape]), [numbers(shape, seed)]);
        },
      ),
      { numRuns: 12 },
    );
    await agrees(
      gradientOf((x) => tf.tile(x as tf.Tensor, [2, 3])),
      [numbers([2, 3], 1)],
    );
    await agrees(
      gradientOf((x) => tf.broadcastTo(x as tf.Tensor, [4, 2, 3])),
      [numbers([2, 3], 1)],
    );
    await agrees((x) => tf.reverse(throughConvolution(x as tf.Tensor), [1, 3]), [numbers([1, 3, 2, 2], 1)]);
  });

  test('slice and its gradient', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitrary.solid().chain((shape) =>
          fc.record({
            shape: fc.constant(shape),
            begin: fc.tuple(...shape.map((length) => fc.nat({ max: length - 1 }))),
          }),
        ),
        arbitrary.seed,
        async ({ shape, begin }, seed) => {
          const size = shape.map((length, i) => length - (begin[i] as number));
          await agrees((x) => tf.slice(x as tf.Tensor, begin, size), [numbers(shape, seed)]);
          await agrees(
            gradientOf((x) => tf.slice(x as tf.Tensor, begin, size)),
            [numbers(shape, seed)],
          );
        },
      ),
    );
    await agrees((x) => tf.slice(x as tf.Tensor, [1, 0], [0, 2]), [numbers([2, 3], 1)]);
    await agrees(
      (x) => tf.slice(throughConvolution(x as tf.Tensor), [0, 1, 0, 1], [2, 2, 2, 2]),
      [numbers([2, 3, 4, 5], 2)],
    );
  });

  test('strided slices, forwards and backwards, with masks', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: -8, max: 8 }),
        fc.integer({ min: -8, max: 8 }),
        fc.constantFrom(-3, -2, -1, 1, 2, 3),
        fc.integer({ min: 0, max: 3 }),
        (length, begin, end, stride, mask) => {
          // tfjs's cpu kernel fails on its own empty results.
          const info = tf.slice_util.sliceInfo([length, 2], [begin], [end], [stride], mask & 1, mask >> 1, 0, 0, 0);
          fc.pre(info.finalShape.every((n) => n > 0));
          return agrees(
            (x) => tf.stridedSlice(x as tf.Tensor, [begin], [end], [stride], mask & 1, mask >> 1),
            [numbers([length, 2], 3)],
          );
        },
      ),
      { numRuns: 60 },
    );
    await agrees((x) => tf.stridedSlice(x as tf.Tensor, [0, 1], [2, 3], [1, 1], 0, 0, 0, 0, 2), [numbers([2, 3], 3)]);
  });

  test('concat, stack, split, unstack', async () => {
    await fc.assert(
      fc.asyncProperty(shapeAndAxis(arbitrary.shape(1, 4)), arbitrary.seed, async ({ shape, axis }, seed) => {
        const inputs = [numbers(shape, seed), numbers(shape, seed + 1)];
        await agrees((a, b) => tf.concat([a, b] as tf.Tensor[], axis), inputs);
        await agrees((a, b) => tf.stack([a, b] as tf.Tensor[], axis), inputs);
        await agrees((a, b) => tf.unstack(tf.add(a as tf.Tensor, b as tf.Tensor), axis).map((t) => tf.neg(t)), inputs);
        await agrees(
          gradientOf((a, b) => tf.concat([a, b] as tf.Tensor[], axis)),
          inputs,
        );
      }),
      { numRuns: 15 },
    );
    await agrees((x) => tf.split(x as tf.Tensor, [1, 0, 3], 1), [numbers([2, 4], 1)]);
    await agrees((x) => tf.split(throughConvolution(x as tf.Tensor), 2, 3), [numbers([1, 2, 3, 4], 1)]);
    await agrees(
      (x) => tf.concat([throughConvolution(x as tf.Tensor), tf.zeros([1, 2, 3, 2])], 3),
      [numbers([1, 2, 3, 4], 1)],
    );
    await agrees(
      gradientOf((x) => tf.stack(tf.unstack(x as tf.Tensor, 1), 0)),
      [numbers([2, 3], 1)],
    );
    await agrees(
      gradientOf((x) => (tf.split(x as tf.Tensor, 2, 1) as tf.Tensor[])[1] as tf.Tensor),
      [numbers([2, 4], 1)],
    );
  });

  test('padding: zero, constant, reflecting, symmetric', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitrary.solid().chain((shape) =>
          fc.record({
            shape: fc.constant(shape),
            pads: fc.tuple(
              ...shape.map((length) => fc.tuple(fc.nat({ max: length - 1 }), fc.nat({ max: length - 1 }))),
            ),
          }),
        ),
        arbitrary.seed,
        async ({ shape, pads }, seed) => {
          const paddings = pads as Array<[number, number]>;
          await agrees((x) => tf.pad(x as tf.Tensor, paddings, 0.5), [numbers(shape, seed)]);
          await agrees((x) => tf.mirrorPad(x as tf.Tensor, paddings, 'reflect'), [numbers(shape, seed)]);
          await agrees((x) => tf.mirrorPad(x as tf.Tensor, paddings, 'symmetric'), [numbers(shape, seed)]);
          await agrees(
            gradientOf((x) => tf.pad(x as tf.Tensor, paddings)),
            [numbers(shape, seed)],
          );
        },
      ),
      { numRuns: 15 },
    );
    await agrees((x) => tf.pad(x as tf.Tensor, [[1, 2]], 3), [integers([3], 1)]);
    await agrees((x) => tf.pad(x as tf.Tensor, [[1, 2]], 1), [booleans([3], 1)]);
    await agrees(
      (x) =>
        tf.mirrorPad(
          throughConvolution(x as tf.Tensor),
          [
            [0, 0],
            [1, 2],
            [1, 0],
            [0, 0],
          ],
          'reflect',
        ),
      [numbers([1, 3, 3, 2], 1)],
    );
  });

  test('space to batch and back, depth to space', async () => {
    await agrees(
      (x) =>
        tf.spaceToBatchND(
          x as tf.Tensor,
          [2, 2],
          [
            [0, 1],
            [1, 1],
          ],
        ),
      [numbers([2, 3, 4, 3], 1)],
    );
    await agrees(
      (x) =>
        tf.batchToSpaceND(
          x as tf.Tensor,
          [2, 2],
          [
            [0, 1],
            [1, 0],
          ],
        ),
      [numbers([8, 2, 3, 3], 1)],
    );
    await agrees((x) => tf.depthToSpace(x as tf.Tensor4D, 2), [numbers([2, 2, 3, 8], 1)]);
    await agrees(
      gradientOf((x) => tf.spaceToBatchND(x as tf.Tensor, [2], [[1, 0]])),
      [numbers([2, 3, 2], 1)],
    );
  });
});

describe('choosing elements', () => {
  test('gather along every axis, and its gradient', async () => {
    await fc.assert(
      fc.asyncProperty(shapeAndAxis(arbitrary.solid(1, 3)), arbitrary.seed, async ({ shape, axis }, seed) => {
        const length = shape.at(axis) as number;
        const indices = integers([2, 3], seed, 0, length);
        await agrees((x, i) => tf.gather(x as tf.Tensor, i as tf.Tensor2D, axis), [numbers(shape, seed), indices]);
        const gather = (x: tf.Tensor) => tf.gather(x, tf.tensor1d([0, length - 1, 0], 'int32'), axis);
        await agrees(gradientOf(gather as never), [numbers(shape, seed)]);
      }),
      { numRuns: 15 },
    );
  });

  test('gatherND, scatterND, tensorScatterUpdate, unsortedSegmentSum', async () => {
    const at = { dtype: 'int32', shape: [3, 2], data: Int32Array.of(0, 1, 1, 2, 0, 1) } as const;
    await agrees((x, i) => tf.gatherND(x as tf.Tensor, i as tf.Tensor), [numbers([2, 3, 2], 1), at]);
    await agrees((u, i) => tf.scatterND(i as tf.Tensor, u as tf.Tensor, [2, 3]), [numbers([3], 1), at]);
    await agrees((u, i) => tf.scatterND(i as tf.Tensor, u as tf.Tensor, [2, 3, 2]), [integers([3, 2], 1), at]);
    const rows = { dtype: 'int32', shape: [2, 1], data: Int32Array.of(2, 0) } as const;
    await agrees(
      (x, i, u) => tf.tensorScatterUpdate(x as tf.Tensor, i as tf.Tensor, u as tf.Tensor),
      [numbers([3, 2], 1), rows, numbers([2, 2], 2)],
    );
    const ids = { dtype: 'int32', shape: [4], data: Int32Array.of(1, -1, 0, 1) } as const;
    await agrees((x, i) => tf.unsortedSegmentSum(x as tf.Tensor, i as tf.Tensor1D, 3), [numbers([4, 2], 1), ids]);
  });

  test('oneHot: indices outside give a row of the off value', async () => {
    const indices = { dtype: 'int32', shape: [2, 2], data: Int32Array.of(0, 2, -1, 5) } as const;
    await agrees((i) => tf.oneHot(i as tf.Tensor, 4), [indices]);
    await agrees((i) => tf.oneHot(i as tf.Tensor, 4, 0.5, -1, 'float32'), [indices]);
    await agrees((i) => tf.oneHot(i as tf.Tensor, 4, 1, 0, 'bool'), [indices]);
  });

  test('topk, argMax, argMin', async () => {
    await fc.assert(
      fc.asyncProperty(shapeAndAxis(arbitrary.solid()), arbitrary.seed, async ({ shape, axis }, seed) => {
        await agrees((x) => Object.values(tf.topk(x as tf.Tensor, 1)), [numbers(shape, seed)]);
        await agrees((x) => Object.values(tf.topk(x as tf.Tensor, shape.at(-1) as number)), [numbers(shape, seed)]);
        await agrees((x) => [tf.argMax(x as tf.Tensor, axis), tf.argMin(x as tf.Tensor, axis)], [numbers(shape, seed)]);
      }),
      { numRuns: 15 },
    );
    await agrees((x) => tf.argMax(throughConvolution(x as tf.Tensor), 3), [numbers([2, 3, 2, 4], 1)]);
  });

  test('padded non-maximum suppression', async () => {
    const boxes = {
      dtype: 'float32',
      shape: [5, 4],
      data: Float32Array.of(0, 0, 2, 2, 0, 0, 2, 1.9, 3, 3, 5, 5, 0, 0, 1, 1, 3, 3, 5, 4.8),
    } as const;
    const scores = { dtype: 'float32', shape: [5], data: Float32Array.of(0.5, 0.9, 0.3, 0.1, 0.8) } as const;
    await agrees(
      (b, s) => {
        const r = tf.image.nonMaxSuppressionPadded(b as tf.Tensor2D, s as tf.Tensor1D, 4, 0.5, 0.2, true);
        return [r.selectedIndices as tf.Tensor, r.validOutputs as tf.Tensor];
      },
      [boxes, scores],
    );
  });

  test('crop and resize', async () => {
    const boxes = { dtype: 'float32', shape: [2, 4], data: Float32Array.of(0, 0, 1, 1, 0.2, 0.1, 0.7, 0.8) } as const;
    const owners = { dtype: 'int32', shape: [2], data: Int32Array.of(1, 0) } as const;
    await agrees(
      (x, b, i) => tf.image.cropAndResize(x as tf.Tensor4D, b as tf.Tensor2D, i as tf.Tensor1D, [4, 3], 'bilinear'),
      [numbers([2, 6, 5, 3], 1), boxes, owners],
    );
  });
});

describe('reductions', () => {
  // The gradient of a product needs tfjs's chained methods, which this project does without.
  const OPS = { sum: tf.sum, mean: tf.mean, max: tf.max, min: tf.min, prod: tf.prod };
  test.each(Object.entries(OPS))('%s over any axes', async (name, op) => {
    await fc.assert(
      fc.asyncProperty(
        arbitrary
          .solid(0, 4)
          .chain((shape) =>
            fc.record({ shape: fc.constant(shape), axes: fc.subarray([...shape.keys()]), keep: fc.boolean() }),
          ),
        arbitrary.seed,
        async ({ shape, axes, keep }, seed) => {
          await agrees((x) => op(x as tf.Tensor, axes, keep), [numbers(shape, seed)]);
          if (name === 'prod') return;
          await agrees(
            gradientOf((x) => op(x as tf.Tensor, axes, keep)),
            [numbers(shape, seed, 0.5, 2)],
            1e-4,
          );
        },
      ),
      { numRuns: 15 },
    );
    for (const axes of [[1, 2], [3], [0, 1, 2], [0, 3], [2]]) {
      const reduced = (x: tf.Tensor) => op(throughConvolution(x), axes);
      await agrees(reduced as never, [numbers([2, 3, 4, 3], 1)]);
      if (name !== 'prod') await agrees(gradientOf(reduced as never), [numbers([2, 3, 2, 2], 1, 0.5, 2)], 1e-4);
    }
  });

  test('sums of integers, any and all', async () => {
    await agrees((x) => tf.sum(x as tf.Tensor, 1), [integers([3, 4], 1)]);
    await agrees((x) => [tf.any(x as tf.Tensor, 1), tf.all(x as tf.Tensor, 0)], [booleans([3, 4], 1)]);
  });

  test('over an empty axis', async () => {
    await agrees((x) => tf.sum(x as tf.Tensor, 0), [numbers([0, 3], 1)]);
    await agrees((x) => tf.max(x as tf.Tensor, 1), [numbers([2, 0], 1)]);
  });

  test('of a broadcast that was put off', async () => {
    const spread = (x: tf.Tensor) => tf.tile(tf.reshape(tf.sum(x), [1, 1]), [3, 4]);
    for (const op of [tf.sum, tf.mean, tf.max, tf.prod])
      await agrees((x) => op(spread(x as tf.Tensor), 1), [numbers([3], 1)]);
    await agrees((x) => tf.concat([spread(x as tf.Tensor), tf.ones([1, 4])], 0), [numbers([3], 1)]);
    await agrees((x) => tf.matMul(spread(x as tf.Tensor) as tf.Tensor2D, tf.ones([4, 2])), [numbers([3], 1)]);
  });

  test('softmax, logSoftmax, logSumExp, cumulative sums and products', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitrary.solid(),
        arbitrary.seed,
        fc.boolean(),
        fc.boolean(),
        async (shape, seed, exclusive, reverse) => {
          const x = [numbers(shape, seed)];
          await agrees((t) => tf.softmax(t as tf.Tensor), x);
          await agrees((t) => tf.logSoftmax(t as tf.Tensor), x);
          await agrees((t) => tf.logSumExp(t as tf.Tensor, 0), x);
          await agrees((t) => tf.cumsum(t as tf.Tensor, shape.length - 1, exclusive, reverse), x);
          await agrees((t) => tf.cumprod(t as tf.Tensor, shape.length - 1, exclusive, reverse), x);
          await agrees(
            gradientOf((t) => tf.softmax(t as tf.Tensor)),
            x,
            1e-4,
          );
          await agrees(
            gradientOf((t) => tf.logSoftmax(t as tf.Tensor)),
            x,
            1e-4,
          );
          await agrees(
            gradientOf((t) => tf.cumsum(t as tf.Tensor, shape.length - 1, exclusive, reverse)),
            x,
            1e-4,
          );
        },
      ),
      { numRuns: 10 },
    );
  });
});

describe('products', () => {
  test('matMul of all ranks and transpositions, and its gradient', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.tuple(...[1, 2, 3].map(() => fc.integer({ min: 1, max: 4 }))),
        fc.boolean(),
        fc.boolean(),
        // tfjs's cpu kernel is wrong where both sides broadcast.
        fc.constantFrom<Array<[number[], number[]]>>(
          [[], []],
          [[2], [2]],
          [
            [2, 3],
            [2, 3],
          ],
          [[2], []],
          [[], [3]],
          [[2], [1]],
        ),
        async ([m, k, n], ta, tb, batches) => {
          const a = numbers([...batches[0], ...(ta ? [k, m] : [m, k])] as number[], 1);
          const b = numbers([...batches[1], ...(tb ? [n, k] : [k, n])] as number[], 2);
          await agrees((x, y) => tf.matMul(x as tf.Tensor, y as tf.Tensor, ta, tb), [a, b]);
          if (`${batches[0]}` === `${batches[1]}`) {
            await agrees(
              gradientOf((x, y) => tf.matMul(x as tf.Tensor, y as tf.Tensor, ta, tb)),
              [a, b],
              1e-4,
            );
          }
        },
      ),
    );
  });

  test('matMul where both sides broadcast, by hand', async () => {
    const a = { dtype: 'float32', shape: [2, 1, 1, 1], data: Float32Array.of(1, 2) } as const;
    const b = { dtype: 'float32', shape: [1, 2, 1, 1], data: Float32Array.of(3, 5) } as const;
    const [product] = await runCompiled((x, y) => tf.matMul(x as tf.Tensor, y as tf.Tensor), a, b);
    expect(product).toEqual({ dtype: 'float32', shape: [2, 2, 1, 1], data: Float32Array.of(3, 5, 6, 10) });
  });

  test('fused matMul with bias and activation', async () => {
    for (const activation of ['linear', 'relu', 'relu6', 'elu', 'sigmoid', 'leakyrelu'] as const) {
      await agrees(
        (a, b, bias) =>
          tf.fused.matMul({ a: a as tf.Tensor2D, b: b as tf.Tensor2D, bias: bias as tf.Tensor1D, activation }),
        [numbers([2, 3], 1), numbers([3, 4], 2), numbers([4], 3)],
      );
    }
  });

  test('einsum', async () => {
    for (const [equation, a, b] of [
      ['ij,jk->ik', [2, 3], [3, 4]],
      ['bij,bkj->bik', [2, 3, 4], [2, 5, 4]],
      ['ij,ij->', [2, 3], [2, 3]],
    ] as const) {
      await agrees(
        (x, y) => tf.einsum(equation, x as tf.Tensor, y as tf.Tensor),
        [numbers([...a], 1), numbers([...b], 2)],
      );
    }
  });
});

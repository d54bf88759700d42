import * as tf from '@tensorflow/tfjs-core';
import fc from 'fast-check';
import { describe, test } from 'vitest';
import { agrees, arbitrary, booleans, gradientOf, integers, numbers, throughConvolution } from './harness.ts';

type Unary = (x: tf.Tensor) => tf.Tensor;

/** Operation and the range of its inputs. */
const UNARY: ReadonlyArray<readonly [string, Unary, number, number]> = [
  ['abs', tf.abs, -2, 2],
  ['acos', tf.acos, -0.9, 0.9],
  ['acosh', tf.acosh, 1.1, 4],
  ['asin', tf.asin, -0.9, 0.9],
  ['asinh', tf.asinh, -2, 2],
  ['atan', tf.atan, -2, 2],
  ['atanh', tf.atanh, -0.9, 0.9],
  ['ceil', tf.ceil, -3, 3],
  ['clipByValue', (x) => tf.clipByValue(x, -0.5, 0.7), -2, 2],
  ['cos', tf.cos, -3, 3],
  ['cosh', tf.cosh, -2, 2],
  ['elu', tf.elu, -2, 2],
  ['erf', tf.erf, -2, 2],
  ['exp', tf.exp, -2, 2],
  ['expm1', tf.expm1, -2, 2],
  ['floor', tf.floor, -3, 3],
  ['leakyRelu', (x) => tf.leakyRelu(x, 0.3), -2, 2],
  ['log', tf.log, 0.1, 3],
  ['log1p', tf.log1p, -0.5, 3],
  ['logSigmoid', tf.logSigmoid, -3, 3],
  ['neg', tf.neg, -2, 2],
  ['reciprocal', tf.reciprocal, 0.5, 2],
  ['relu', tf.relu, -2, 2],
  ['relu6', tf.relu6, -2, 8],
  ['round', tf.round, -3, 3],
  ['rsqrt', tf.rsqrt, 0.5, 3],
  ['selu', tf.selu, -2, 2],
  ['sigmoid', tf.sigmoid, -3, 3],
  ['sign', tf.sign, -2, 2],
  ['sin', tf.sin, -3, 3],
  ['sinh', tf.sinh, -2, 2],
  ['softplus', tf.softplus, -3, 3],
  ['sqrt', tf.sqrt, 0.1, 3],
  ['square', tf.square, -2, 2],
  ['step', (x) => tf.step(x, 0.2), -2, 2],
  ['step to zero', (x) => tf.step(x), -2, 2],
  ['tan', tf.tan, -1, 1],
  ['tanh', tf.tanh, -2, 2],
];

describe('one input, element by element', () => {
  test.each(UNARY)('%s', async (_, op, low, high) => {
    await fc.assert(
      fc.asyncProperty(arbitrary.shape(), arbitrary.seed, (shape, seed) =>
        agrees(op, [numbers(shape, seed, low, high)]),
      ),
      { numRuns: 6 },
    );
    await agrees((x) => op(throughConvolution(x as tf.Tensor)), [numbers([2, 3, 2, 3], 5, low, high)]);
  });

  // logSigmoid's gradient reads a disposed tensor in tfjs itself.
  const notDifferentiable = new Set(['ceil', 'floor', 'round', 'sign', 'step', 'step to zero', 'logSigmoid']);
  test.each(UNARY.filter(([name]) => !notDifferentiable.has(name)))('gradient of %s', async (_, op, low, high) => {
    await agrees(gradientOf(op as (...xs: tf.Tensor[]) => tf.Tensor), [numbers([3, 4], 11, low, high)], 1e-4);
    await agrees(
      gradientOf((x) => op(throughConvolution(x as tf.Tensor))),
      [numbers([2, 3, 2, 3], 5, low, high)],
      1e-4,
    );
  });

  test('integers keep their type', async () => {
    const ops = [tf.abs, tf.neg, tf.relu, tf.relu6, tf.sign, tf.square, (x: tf.Tensor) => tf.clipByValue(x, -3, 4)];
    for (const op of ops) await agrees(op as Unary, [integers([3, 5], 4)]);
  });

  test('isNaN, isInf, isFinite', async () => {
    const data = Float32Array.of(1, Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0);
    for (const op of [tf.isNaN, tf.isInf, tf.isFinite]) await agrees(op, [{ dtype: 'float32', shape: [5], data }]);
  });
});

type Binary = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

const ARITHMETIC: ReadonlyArray<readonly [string, Binary, number, number]> = [
  ['add', tf.add, -2, 2],
  ['sub', tf.sub, -2, 2],
  ['mul', tf.mul, -2, 2],
  ['div', tf.div, 0.5, 3],
  ['divNoNan', tf.divNoNan, 0.5, 3],
  ['maximum', tf.maximum, -2, 2],
  ['minimum', tf.minimum, -2, 2],
  ['pow', tf.pow, 0.5, 2],
  ['squaredDifference', tf.squaredDifference, -2, 2],
  ['floorDiv', tf.floorDiv, -9.5, 9.5],
  ['mod', tf.mod, -9.5, 9.5],
  ['atan2', tf.atan2, -2, 2],
];

describe('two inputs that broadcast', () => {
  test.each(ARITHMETIC)('%s', async (_, op, low, high) => {
    await fc.assert(
      fc.asyncProperty(arbitrary.pair, arbitrary.seed, ([a, b], seed) =>
        agrees(op as never, [numbers(a, seed, low, high), numbers(b, seed + 1, low, high)]),
      ),
    );
  });

  test.each(ARITHMETIC.filter(([name]) => !['floorDiv', 'mod', 'divNoNan'].includes(name)))(
    'gradient of %s',
    async (name, op, low, high) => {
      // tfjs itself does not sum these gradients over broadcast axes.
      const sameShapeOnly = ['maximum', 'minimum', 'squaredDifference'].includes(name);
      for (const [a, b] of [
        [
          [3, 4],
          [3, 4],
        ],
        [[3, 4], [4]],
        [
          [2, 1, 3],
          [2, 2, 1],
        ],
        [[], [2, 2]],
        [[2, 3, 3, 2], [2]],
      ] as const) {
        if (sameShapeOnly && `${a}` !== `${b}`) continue;
        await agrees(gradientOf(op as never), [numbers([...a], 5, low, high), numbers([...b], 6, low, high)], 1e-4);
      }
    },
  );

  const INTEGER: Record<string, Binary> = {
    add: tf.add,
    sub: tf.sub,
    mul: tf.mul,
    floorDiv: tf.floorDiv,
    mod: tf.mod,
    maximum: tf.maximum,
    minimum: tf.minimum,
    squaredDifference: tf.squaredDifference,
  };
  test.each(Object.entries(INTEGER))('%s of integers', async (_, op) => {
    await fc.assert(
      fc.asyncProperty(arbitrary.pair, arbitrary.seed, ([a, b], seed) =>
        agrees(op as never, [integers(a, seed, -30, 30), integers(b, seed + 1, 1, 9)]),
      ),
    );
  });

  const COMPARISONS: Record<string, Binary> = {
    equal: tf.equal,
    notEqual: tf.notEqual,
    greater: tf.greater,
    greaterEqual: tf.greaterEqual,
    less: tf.less,
    lessEqual: tf.lessEqual,
  };
  test.each(Object.entries(COMPARISONS))('%s of floats, integers and booleans', async (_, op) => {
    await fc.assert(
      fc.asyncProperty(arbitrary.pair, arbitrary.seed, async ([a, b], seed) => {
        await agrees(op as never, [integers(a, seed, -2, 2), integers(b, seed + 1, -2, 2)]);
        await agrees(op as never, [numbers(a, seed), numbers(b, seed + 1)]);
        await agrees(op as never, [booleans(a, seed), booleans(b, seed + 1)]);
      }),
      { numRuns: 12 },
    );
  });

  test('logical operations', async () => {
    for (const op of [tf.logicalAnd, tf.logicalOr, tf.logicalXor]) {
      await agrees(op as never, [booleans([3, 4], 1), booleans([4], 2)]);
    }
    await agrees(tf.logicalNot as never, [booleans([5], 3)]);
  });

  test('a product with a mask', async () => {
    await agrees(
      (x) => tf.mul(tf.cast(tf.greater(x as tf.Tensor, 0), 'float32'), tf.exp(x as tf.Tensor)),
      [numbers([3, 4], 2)],
    );
  });

  test('products with 1 and sums with 0 broadcast', async () => {
    await agrees((x) => tf.mul(x as tf.Tensor, tf.ones([2, 3, 4])), [numbers([3, 1], 2)]);
    await agrees((x) => tf.add(tf.zeros([2, 3, 4, 5]), x as tf.Tensor), [numbers([1], 2)]);
  });
});

describe('others, element by element', () => {
  test('where, by element and by a condition that broadcasts', async () => {
    await agrees(
      (c, a, b) => tf.where(c as tf.Tensor, a as tf.Tensor, b as tf.Tensor),
      [booleans([2, 3], 1), numbers([2, 3], 2), numbers([2, 3], 3)],
    );
    await agrees(
      (a, b) => tf.where(tf.tensor2d([[true], [false], [true]], [3, 1], 'bool'), a as tf.Tensor, b as tf.Tensor),
      [numbers([3, 2], 2), numbers([3, 2], 3)],
    );
  });

  test('prelu and its gradient, per channel', async () => {
    const prelu: Binary = (x, alpha) => tf.prelu(x, alpha);
    await agrees(prelu as never, [numbers([2, 3, 3, 4], 1), numbers([4], 2)]);
    await agrees(prelu as never, [numbers([2, 3, 3, 4], 1), numbers([1, 1, 4], 2)]);
    await agrees(((x: tf.Tensor, a: tf.Tensor) => prelu(throughConvolution(x), a)) as never, [
      numbers([2, 3, 3, 4], 1),
      numbers([1, 1, 4], 2),
    ]);
    await agrees(gradientOf(prelu as never), [numbers([3, 4], 1), numbers([4], 2)]);
  });

  test('addN', async () => {
    await agrees(
      (a, b, c) => tf.addN([a, b, c] as tf.Tensor[]),
      [numbers([2, 2], 1), numbers([2, 2], 2), numbers([2, 2], 3)],
    );
    await agrees((a, b) => tf.addN([a, b] as tf.Tensor[]), [integers([2, 2], 1), integers([2, 2], 2)]);
  });

  test('casts between all types', async () => {
    for (const dtype of ['float32', 'int32', 'bool'] as const) {
      for (const make of [numbers, integers, booleans])
        await agrees((x) => tf.cast(x as tf.Tensor, dtype), [make([7], 3)]);
    }
  });
});

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { definedOps, defineOp } from '../../../../models/runtime/onnx-to-tfjs/table.ts';
import { agrees, constant, float, floats, node, numbers, scalar } from './harness.ts';

const seeds = fc.integer({ min: 1, max: 1000 });
const x4 = (seed: number) => numbers([2, 3, 2, 4], seed);

describe('number by number, against ONNX Runtime', () => {
  test.each([
    'Relu',
    'Sigmoid',
    'Tanh',
    'HardSwish',
    'HardSigmoid',
    'Softplus',
    'Softsign',
    'Selu',
    'Elu',
    'LeakyRelu',
    'Exp',
    'Abs',
    'Neg',
    'Floor',
    'Ceil',
    'Round',
    'Sign',
    'Sin',
    'Cos',
    'Tan',
    'Erf',
    'Reciprocal',
    'Identity',
    'Dropout',
  ])('%s', async (op) => {
    await fc.assert(
      fc.asyncProperty(seeds, (seed) => agrees(x4(seed), node(op))),
      { numRuns: 5 },
    );
  });

  test.each(['Sqrt', 'Log'])('%s', (op) => agrees(numbers([2, 3], 1, 0.1, 4), node(op)));

  test('activations with parameters', async () => {
    await agrees(x4(1), node('Elu', { alpha: float(0.5) }));
    await agrees(x4(1), node('LeakyRelu', { alpha: float(0.2) }));
    await agrees(x4(1), node('Selu', { alpha: float(1.5), gamma: float(1.1) }));
    await agrees(x4(1), node('HardSigmoid', { alpha: float(0.3), beta: float(0.4) }));
    for (const slope of [[3, 1, 1], [1], [1, 3, 1, 1], [4], [2, 4]])
      await agrees(x4(1), node('PRelu', {}, numbers(slope, 2, -0.5, 1.5)));
    await agrees(x4(1), node('Clip', {}, scalar(-0.5), scalar(1)));
    await agrees(x4(1), node('Clip', {}, undefined, scalar(1)));
    await agrees(x4(1), node('Clip', {}, scalar(0)));
    for (const axis of [-1, 1, 0, 2]) {
      await agrees(x4(1), node('Softmax', { axis }));
      await agrees(x4(1), node('LogSoftmax', { axis }));
    }
  });

  test.each(['Add', 'Sub', 'Mul', 'Div', 'Max', 'Min', 'Sum', 'Mean', 'Pow'])('%s, broadcasting', async (op) => {
    for (const shape of [[2, 3, 2, 4], [3, 1, 1], [1], [], [1, 3, 2, 1]])
      await agrees(numbers([2, 3, 2, 4], 1, 0.5, 3), node(op, {}, numbers(shape, 2, 0.5, 3)));
  });

  test('several operands; comparisons and a choice', async () => {
    for (const op of ['Max', 'Min', 'Sum', 'Mean'])
      await agrees(x4(1), node(op, {}, numbers([4], 2), numbers([2, 1], 3)));
    for (const op of ['Greater', 'GreaterOrEqual', 'Less', 'LessOrEqual', 'Equal'])
      await agrees(x4(1), (g, x) =>
        g.node('Where', [g.node(op, [x, constant(g, numbers([4], 2))]), x, constant(g, floats(0.5))]),
      );
  });

  test('integers are divided towards zero, casts go towards zero', async () => {
    await agrees(
      { dtype: 'int32', shape: [4], data: Int32Array.of(7, -7, 8, -1) },
      node('Div', {}, { dtype: 'int32', shape: [4], data: Int32Array.of(2, 2, -3, 2) }),
    );
    await agrees(floats(1.7, -1.7, 0, 2), node('Cast', { to: 6 }));
    await agrees(floats(1.7, -1.7, 0, 2), node('Cast', { to: 9 }));
  });
});

test('a second rule for an operation is refused', () => {
  expect(definedOps().length).toBeGreaterThan(75);
  expect(() => defineOp('Relu', (n) => n.input(0))).toThrow(/already/);
});

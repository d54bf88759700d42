import fc from 'fast-check';
import { describe, test } from 'vitest';
import { agrees, constant, float, floats, node, numbers } from './harness.ts';

const x3 = numbers([2, 3, 4], 1);
const x4 = numbers([2, 3, 4, 5], 1);

describe('moving elements, against ONNX Runtime', () => {
  test('Flatten, Reshape, Transpose, Squeeze, Unsqueeze, Expand, Tile', async () => {
    for (const axis of [0, 1, 2, 4, -1]) await agrees(x4, node('Flatten', { axis }));
    for (const shape of [[-1], [0, -1], [2, 0, 4, 5], [5, 0, -1]]) await agrees(x4, node('Reshape', {}, shape));
    for (const perm of [
      [0, 2, 3, 1],
      [3, 2, 1, 0],
    ])
      await agrees(x4, node('Transpose', { perm }));
    await agrees(x4, node('Transpose'));
    await agrees(numbers([1, 3, 1, 2], 1), node('Squeeze', {}, [0, -2]));
    await agrees(numbers([1, 3, 1, 2], 1), node('Squeeze'));
    await agrees(x3, node('Unsqueeze', {}, [0, -1]));
    await agrees(numbers([3, 1], 1), node('Expand', {}, [2, 1, 4]));
    await agrees(x3, node('Tile', {}, [2, 1, 3]));
  });

  test('Concat, Split, Gather', async () => {
    for (const axis of [1, -1]) await agrees(x3, (g, x) => g.node('Concat', [x, x, g.node('Neg', [x])], { axis }));
    await agrees(x4, (g, x) => [...g.nodeOf('Split', [x, g.ints([1, 3])], { axis: 2 }, 2)]);
    await agrees(x4, (g, x) => [...g.nodeOf('Split', [x], { axis: -2 }, 2)]);
    for (const axis of [0, 1, -1]) await agrees(x4, node('Gather', { axis }, [1, 0, -1]));
    await agrees(x4, (g, x) => g.node('Gather', [x, g.constant(Float64Array.of(-2), [], 'int64')], { axis: 2 }));
  });

  test('Slice: any start, end and step', async () => {
    const bound = fc.constantFrom(-100, -3, -1, 0, 1, 2, 3, 100, 2 ** 40);
    const cut = fc.record({
      start: bound,
      end: bound,
      step: fc.constantFrom(1, 2, 3, -1, -2),
      axis: fc.constantFrom(0, 1, 2, -1),
    });
    await fc.assert(
      fc.asyncProperty(cut, async ({ start, end, step, axis }) => {
        // An empty result is a constant, which ONNX Runtime's own run is no judge of.
        const length = [2, 3, 4].at(axis)!;
        const from = start < 0 ? start + length : start;
        const to = end < 0 ? end + length : end;
        const low = step > 0 ? Math.max(0, from) : Math.min(length - 1, from);
        const high = step > 0 ? Math.min(length, to) : Math.max(-1, to);
        fc.pre(step > 0 ? high > low && low < length : low > high && low >= 0);
        await agrees(x3, node('Slice', {}, [start], [end], [axis], [step]));
      }),
      { numRuns: 40 },
    );
    await agrees(x3, node('Slice', {}, [0, 1], [2, 3]));
  });

  test('Pad: constant, reflect, edge, wrap; negative pads; chosen axes', async () => {
    for (const mode of ['constant', 'reflect', 'edge'])
      await agrees(x4, node('Pad', { mode }, [0, 0, 1, 2, 0, 0, 2, 1]));
    await agrees(x4, node('Pad', {}, [0, -1, 1, 0, 1, 0, -1, 0], floats(1.5)));
  });

  test('Resize: nearest and linear, every mapping of coordinates', async () => {
    const image = numbers([1, 2, 4, 5], 3);
    const mappings = ['half_pixel', 'pytorch_half_pixel', 'align_corners', 'asymmetric'];
    for (const coordinate_transformation_mode of mappings) {
      for (const sizes of [
        [1, 2, 8, 10],
        [1, 2, 3, 7],
        [1, 2, 2, 5],
      ]) {
        await agrees(
          image,
          node('Resize', { mode: 'linear', coordinate_transformation_mode }, undefined, undefined, sizes),
        );
        for (const nearest_mode of ['round_prefer_floor', 'round_prefer_ceil', 'floor', 'ceil'])
          await agrees(
            image,
            node(
              'Resize',
              { mode: 'nearest', coordinate_transformation_mode, nearest_mode },
              undefined,
              undefined,
              sizes,
            ),
          );
      }
      await agrees(
        image,
        node('Resize', { mode: 'linear', coordinate_transformation_mode }, undefined, floats(1, 1, 2, 1.5)),
      );
    }
  });

  test('shape arithmetic ends in constants', async () => {
    await agrees(x4, (g, x) => {
      const shape = g.node('Shape', [x]);
      const length = g.node('Gather', [shape, g.constant(Float64Array.of(1), [], 'int64')], { axis: 0 });
      const twice = g.node('Unsqueeze', [
        g.node('Mul', [length, g.constant(Float64Array.of(4), [], 'int64')]),
        g.ints([0]),
      ]);
      return g.node('Reshape', [
        x,
        g.node('Concat', [g.node('Slice', [shape, g.ints([0]), g.ints([1])]), twice, g.ints([-1])], { axis: 0 }),
      ]);
    });
    await agrees(x3, (g, x) => g.node('Add', [x, g.node('ConstantOfShape', [g.node('Shape', [x])])]));
  });
});

describe('sums and norms, against ONNX Runtime', () => {
  test.each([
    'ReduceMean',
    'ReduceMax',
    'ReduceMin',
    'ReduceProd',
    'ReduceL1',
    'ReduceL2',
    'ReduceSumSquare',
    'ReduceLogSumExp',
  ])('%s', async (op) => {
    for (const axes of [[1], [-1, 0], [2, 3]])
      for (const keepdims of [0, 1]) await agrees(x4, node(op, { axes, keepdims }));
    await agrees(x4, node(op, { keepdims: 0 }));
  });

  test('ReduceSum takes its axes as an input', async () => {
    await agrees(x4, node('ReduceSum', {}, [1, -1]));
    await agrees(x4, node('ReduceSum', { keepdims: 0 }));
    await agrees(x4, node('ReduceSum', { noop_with_empty_axes: 1 }));
  });

  test('BatchNormalization, InstanceNormalization, LayerNormalization, LpNormalization', async () => {
    const perChannel = [2, 3, 4].map((seed) => numbers([3], seed));
    const variance = numbers([3], 5, 0.1, 2);
    for (const shape of [
      [2, 3, 4, 5],
      [2, 3],
      [2, 3, 4],
    ])
      await agrees(numbers(shape, 1), node('BatchNormalization', { epsilon: float(1e-3) }, ...perChannel, variance));
    await agrees(x4, node('InstanceNormalization', {}, perChannel[0], perChannel[1]));
    await agrees(x4, node('LayerNormalization', { axis: -1 }, numbers([5], 2), numbers([5], 3)));
    await agrees(x4, node('LayerNormalization', { axis: 2 }, numbers([4, 5], 2)));
    for (const axis of [1, -1]) for (const p of [1, 2]) await agrees(x4, node('LpNormalization', { axis, p }));
  });

  test('Gemm and MatMul', async () => {
    for (const transA of [0, 1])
      for (const transB of [0, 1])
        await agrees(
          numbers(transA ? [4, 3] : [3, 4], 1),
          node(
            'Gemm',
            { transA, transB, alpha: float(0.5), beta: float(2) },
            numbers(transB ? [5, 4] : [4, 5], 2),
            numbers([5], 3),
          ),
        );
    await agrees(numbers([3, 4], 1), node('Gemm', {}, numbers([4, 5], 2)));
    for (const [a, b] of [
      [
        [2, 3, 4],
        [4, 5],
      ],
      [[4], [4, 5]],
      [[2, 3, 4], [4]],
      [
        [2, 1, 3, 4],
        [2, 4, 2],
      ],
    ] as const)
      await agrees(numbers([...a], 1), (g, x) => g.node('MatMul', [x, constant(g, numbers([...b], 2))]));
  });
});

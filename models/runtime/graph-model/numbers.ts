import { activate, type FusedAttributes } from '../kernels/activation.ts';
import type { Inputs } from '../kernels/table.ts';
import { broadcastShapes, normaliseAxes } from '../shapes.ts';
import type { Tracer } from '../tracer.ts';
import type { Value } from '../value.ts';
import { emit, flag } from './emit.ts';
import { permute, permutedOf, transpose } from './permuted.ts';
import { defineGraphOp } from './table.ts';

type ReduceAttributes = { axis?: number | number[]; reductionIndices?: number | number[]; keepDims?: boolean };

for (const op of ['Sum', 'Mean', 'Max', 'Min', 'Prod', 'All', 'Any']) {
  defineGraphOp<Inputs<'x'>, ReduceAttributes>(op, (t, { x }, a) => {
    const axes = normaliseAxes(a.reductionIndices ?? a.axis, x.shape.length);
    const keep = a.keepDims ?? false;
    const permuted = permutedOf(t, x);
    if (!permuted) return reduce(t, op, x, axes, keep);
    const { source, permutation } = permuted;
    const inSource = permute(permutation, axes).sort((one, other) => one - other);
    if (keep) return transpose(t, reduce(t, op, source, inSource, true), permutation);
    const left = permutation.filter((_, axis) => !axes.includes(axis));
    const isInOrder = left.every((axis, i) => i === 0 || axis > (left[i - 1] as number));
    return isInOrder ? reduce(t, op, source, inSource, false) : reduce(t, op, x, axes, false);
  });
}

function reduce(t: Tracer, op: string, x: Value, axes: readonly number[], keep: boolean): Value {
  if (axes.length === 0) return x;
  const shape = keep
    ? x.shape.map((length, axis) => (axes.includes(axis) ? 1 : length))
    : x.shape.filter((_, axis) => !axes.includes(axis));
  return emit(t, op, [x, t.graph.ints(axes)], shape, x.dtype, { keep_dims: flag(keep) });
}

type MatMulAttributes = { transposeA?: boolean; transposeB?: boolean };

function matMul(t: Tracer, a: Value, b: Value, { transposeA, transposeB }: MatMulAttributes): Value {
  const [rows, columns] = [a.shape.at(transposeA ? -1 : -2) as number, b.shape.at(transposeB ? -2 : -1) as number];
  const shape = [...broadcastShapes(a.shape.slice(0, -2), b.shape.slice(0, -2)), rows, columns];
  if (shape.length === 2) {
    const attributes = { transpose_a: flag(transposeA), transpose_b: flag(transposeB) };
    return emit(t, 'MatMul', [a, b], shape, a.dtype, attributes);
  }
  return emit(t, 'BatchMatMulV2', [a, b], shape, a.dtype, { adj_x: flag(transposeA), adj_y: flag(transposeB) });
}

defineGraphOp<Inputs<'a' | 'b'>, MatMulAttributes>('BatchMatMul', (t, { a, b }, how) => matMul(t, a, b, how));

defineGraphOp<Inputs<'a' | 'b', 'bias' | 'preluActivationWeights'>, MatMulAttributes & FusedAttributes>(
  '_FusedMatMul',
  (t, { a, b, bias, preluActivationWeights }, how) => {
    const product = matMul(t, a, b, how);
    return activate(t, bias ? t.call('Add', { a: product, b: bias }) : product, how, preluActivationWeights);
  },
);

type Norm = Inputs<'x' | 'mean' | 'variance', 'scale' | 'offset'>;

/** As arithmetic: TensorFlow's own operation takes nothing but images, and what depends on no picture is computed at once. */
defineGraphOp<Norm, { varianceEpsilon: number }>('FusedBatchNorm', (t, inputs, { varianceEpsilon }) => {
  const { x, mean, variance, scale, offset } = inputs;
  const epsilon = t.uniform([], varianceEpsilon, 'float32');
  const root = t.call('Rsqrt', { x: t.call('Add', { a: variance, b: epsilon }) });
  const factor = scale ? t.call('Multiply', { a: root, b: scale }) : root;
  const shift = t.call('Multiply', { a: mean, b: factor });
  const scaled = t.call('Multiply', { a: x, b: factor });
  if (!offset) return t.call('Sub', { a: scaled, b: shift });
  return t.call('Add', { a: scaled, b: t.call('Sub', { a: offset, b: shift }) });
});

for (const op of ['Softmax', 'LogSoftmax'])
  defineGraphOp<Inputs<'logits'>>(op, (t, { logits }) => emit(t, op, [logits], logits.shape, logits.dtype));

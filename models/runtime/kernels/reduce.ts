import { axisIn, layoutsShareBytes, normaliseAxes, sizeOf } from '../shapes.ts';
import type { Tracer } from '../tracer.ts';
import { Value } from '../value.ts';
import { factorOver } from './put-off-factors.ts';
import { defineKernel, type Inputs } from './table.ts';

type X = Inputs<'x'>;
/** `Max` calls its axes `reductionIndices`, the other reductions `axis`. */
type ReduceAttributes = { axis?: number | number[]; reductionIndices?: number | number[]; keepDims?: boolean };

for (const kernel of ['Sum', 'Mean', 'Max', 'Min', 'Prod']) {
  defineKernel<X, ReduceAttributes>(kernel, (t, { x }, a) =>
    reduce(t, x, `Reduce${kernel}`, normaliseAxes(a.reductionIndices ?? a.axis, x.shape.length), !!a.keepDims),
  );
}

// ONNX reduces no booleans: they are taken as 0 and 1.
for (const [kernel, op] of Object.entries({ All: 'ReduceMin', Any: 'ReduceMax' })) {
  defineKernel<X, ReduceAttributes>(kernel, (t, { x }, a) => {
    const counted = t.call('Cast', { x }, { dtype: 'int32' });
    const reduced = reduce(t, counted, op, normaliseAxes(a.axis, x.shape.length), !!a.keepDims);
    return t.call('Cast', { x: reduced }, { dtype: 'bool' });
  });
}

function reduce(t: Tracer, x: Value, op: string, axes: number[], keepDims: boolean): Value {
  if (axes.length === 0 || x.shape.length === 0) return x;
  const factor = op === 'ReduceSum' || op === 'ReduceMean' ? factorOver(t, x, axes) : undefined;
  if (factor && x.product) {
    const sum = t.call('Multiply', { a: reduce(t, x.product.base, op, axes, true), b: factor });
    const shape = x.shape.filter((_, axis) => !axes.includes(axis));
    return keepDims ? sum : t.call('Reshape', { x: sum }, { shape });
  }
  const layout = t.layoutOf(x);
  const isReduced = (axis: number) => axes.includes(axis);
  const ones = x.shape.map((length, axis) => (isReduced(axis) ? 1 : length));
  // A product, and anything over an empty axis, needs the elements that a put-off broadcast stands for.
  const expand = op === 'ReduceProd' || sizeOf(x.shape) === 0;
  const held = expand ? x.shape : x.stored;
  const source = expand ? t.full(x, layout) : t.stored(x, layout);
  const nodeAxes = axes.map((axis) => axisIn(axis, layout)).sort((a, b) => a - b);
  let name = axes.every((axis) => held[axis] === 1) ? source : reduceNode(t, op, source, nodeAxes);
  if (op === 'ReduceSum') {
    const repeats = axes.reduce((n, axis) => n * ((x.shape[axis] as number) / ((held[axis] as number) || 1)), 1);
    if (repeats !== 1 && !expand) name = t.graph.node('Mul', [name, t.scalar(repeats, x.dtype)]);
  }
  const stored = held.map((length, axis) => (isReduced(axis) ? 1 : length));
  const kept = Value.computed(ones, x.dtype, name, layout, stored);
  return keepDims ? kept : dropAxes(t, kept, isReduced);
}

/** ReduceSum takes its axes as an input since operator set 13; the others as an attribute until 18. */
function reduceNode(t: Tracer, op: string, source: string, axes: readonly number[]): string {
  if (op === 'ReduceSum') return t.graph.node(op, [source, t.graph.ints(axes)], { keepdims: 1 });
  return t.graph.node(op, [source], { axes, keepdims: 1 });
}

function dropAxes(t: Tracer, kept: Value, isReduced: (axis: number) => boolean): Value {
  const remaining = <T>(perAxis: readonly T[]) => perAxis.filter((_, axis) => !isReduced(axis));
  const shape = remaining(kept.shape);
  const stored = remaining(kept.stored);
  const anyLayout = kept.shape.length === 4 && layoutsShareBytes(kept.stored) && kept.isChannelsFirst;
  const name = t.reshape(t.stored(kept, anyLayout ? 'nchw' : 'nhwc'), stored);
  return Value.computed(shape, kept.dtype, name, 'nhwc', stored);
}

for (const kernel of ['ArgMax', 'ArgMin']) {
  defineKernel<X, { axis: number | number[] }>(kernel, (t, { x }, a) => {
    const [axis] = normaliseAxes(a.axis, x.shape.length) as [number];
    const shape = x.shape.filter((_, i) => i !== axis);
    const index = t.graph.node(kernel, [t.full(x)], { axis, keepdims: 0 });
    return Value.computed(shape, 'int32', t.cast(index, 'int32'));
  });
}

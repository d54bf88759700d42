import { backend_util, type StridedSliceAttrs, slice_util } from '@tensorflow/tfjs-core';
import { axisIn, normaliseAxes, type Shape } from '../shapes.ts';
import type { Tracer } from '../tracer.ts';
import { Value } from '../value.ts';
import { BEFORE_FIRST } from './reshape.ts';
import { defineKernel, type Inputs } from './table.ts';

type X = Inputs<'x'>;

/** Cuts [begin, end) by `step` along every axis; axes that stay whole are left out of the node. */
function cut(t: Tracer, x: Value, begin: Shape, end: Shape, step: Shape, shape: Shape): Value {
  const layout = t.layoutOf(x);
  const cutAxes = x.shape.flatMap((length, axis) =>
    begin[axis] === 0 && (end[axis] as number) >= length && step[axis] === 1 ? [] : [axis],
  );
  const name = t.full(x, layout);
  if (cutAxes.length === 0) return Value.computed(shape, x.dtype, name, layout);
  const of = (perAxis: Shape) => t.graph.ints(cutAxes.map((axis) => perAxis[axis] as number));
  const axes = t.graph.ints(cutAxes.map((axis) => axisIn(axis, layout)));
  return Value.computed(shape, x.dtype, t.graph.node('Slice', [name, of(begin), of(end), axes, of(step)]), layout);
}

defineKernel<X, { begin: number[]; size: number[] }>('Slice', (t, { x }, attributes) => {
  const [begin, size] = slice_util.parseSliceParams(
    { shape: [...x.shape] } as never,
    attributes.begin,
    attributes.size,
  );
  const end = begin.map((start, axis) => start + (size[axis] as number));
  return cut(
    t,
    x,
    begin,
    end,
    begin.map(() => 1),
    size,
  );
});

defineKernel<X, StridedSliceAttrs>('StridedSlice', (t, { x }, a) => {
  const info = slice_util.sliceInfo(
    [...x.shape],
    a.begin,
    a.end,
    a.strides,
    a.beginMask,
    a.endMask,
    a.ellipsisMask,
    a.newAxisMask,
    a.shrinkAxisMask,
  );
  if (info.isIdentity) return t.call('Reshape', { x }, { shape: info.finalShape });
  const { begin, end, strides } = info;
  const shape = begin.map((start, axis) =>
    Math.max(0, Math.ceil(((end[axis] as number) - start) / (strides[axis] as number))),
  );
  const onnxEnd = end.map((stop, axis) => ((strides[axis] as number) < 0 && stop < 0 ? BEFORE_FIRST : stop));
  return t.call('Reshape', { x: cut(t, x, begin, onnxEnd, strides, shape) }, { shape: info.finalShape });
});

/** One slice of `length` along `axis`, beginning at `start`. */
export function sliceAlong(t: Tracer, x: Value, axis: number, start: number, length: number): Value {
  const shape = x.shape.map((whole, i) => (i === axis ? length : whole));
  const begin = x.shape.map((_, i) => (i === axis ? start : 0));
  const end = x.shape.map((whole, i) => (i === axis ? start + length : whole));
  return cut(
    t,
    x,
    begin,
    end,
    x.shape.map(() => 1),
    shape,
  );
}

defineKernel<X, { numOrSizeSplits: number[] | number; axis: number }>('SplitV', (t, { x }, a) => {
  const [axis] = normaliseAxes(a.axis, x.shape.length) as [number];
  const sizes = backend_util.prepareSplitSize({ shape: [...x.shape] } as never, a.numOrSizeSplits, axis);
  let start = 0;
  return sizes.map((size) => {
    const part = sliceAlong(t, x, axis, start, size);
    start += size;
    return part;
  });
});

defineKernel<Inputs<'value'>, { axis: number }>('Unpack', (t, { value }, a) => {
  const [axis] = normaliseAxes(a.axis, value.shape.length) as [number];
  const shape = value.shape.filter((_, i) => i !== axis);
  return Array.from({ length: value.shape[axis] as number }, (_, i) =>
    t.call('Reshape', { x: sliceAlong(t, value, axis, i, 1) }, { shape }),
  );
});

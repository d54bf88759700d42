import { util } from '@tensorflow/tfjs-core';
import {
  type Layout,
  layoutsShareBytes,
  NCHW_TO_NHWC,
  normaliseAxes,
  type Shape,
  sameShape,
  sizeOf,
} from '../shapes.ts';
import type { Tracer } from '../tracer.ts';
import { Value } from '../value.ts';
import { defineKernel, type Inputs } from './table.ts';

type X = Inputs<'x'>;

defineKernel<X, { shape: number[] }>('Reshape', (t, { x }, { shape: asked }) => {
  const shape = util.inferFromImplicitShape(asked, sizeOf(x.shape));
  return reshape(t, x, shape);
});

function reshape(t: Tracer, x: Value, shape: Shape): Value {
  if (sameShape(shape, x.shape)) return x;
  const held: Layout = x.names.nhwc === undefined ? 'nchw' : 'nhwc';
  if (sizeOf(x.stored) === 1 && sizeOf(shape) > 0) {
    const ones = shape.map(() => 1);
    return Value.computed(shape, x.dtype, t.reshape(t.stored(x, held), ones), 'nhwc', ones);
  }
  const anyLayout = x.shape.length === 4 && layoutsShareBytes(x.shape) && !x.isCompact;
  return Value.computed(shape, x.dtype, t.reshape(t.full(x, anyLayout ? held : 'nhwc'), shape));
}

defineKernel<Inputs<'input'>, { dim: number }>('ExpandDims', (t, { input }, { dim }) => {
  const shape = [...input.shape];
  shape.splice(dim < 0 ? shape.length + 1 + dim : dim, 0, 1);
  return reshape(t, input, shape);
});

defineKernel<X, { perm: number[] }>('Transpose', (t, { x }, { perm }) => {
  if (perm.every((axis, i) => axis === i)) return x;
  const shape = perm.map((axis) => x.shape[axis] as number);
  const stored = perm.map((axis) => x.stored[axis] as number);
  if (x.isChannelsFirst && x.names.nhwc === undefined) {
    // Compose with the layout's own permutation: a transpose to channels first costs nothing here.
    const fromNchw = perm.map((axis) => [0, 2, 3, 1][axis] as number);
    return Value.computed(shape, x.dtype, t.transpose(t.stored(x, 'nchw'), fromNchw), 'nhwc', stored);
  }
  if (sameShape(perm, NCHW_TO_NHWC)) return Value.computed(shape, x.dtype, t.stored(x), 'nchw', stored);
  return Value.computed(shape, x.dtype, t.transpose(t.stored(x), perm), 'nhwc', stored);
});

defineKernel<X, { reps: number[] }>('Tile', (t, { x }, { reps }) => {
  const shape = x.shape.map((length, axis) => length * (reps[axis] as number));
  if (x.stored.every((length, axis) => length === 1 || reps[axis] === 1) && sizeOf(shape) > 0) {
    return t.elementwise([x], shape, x.dtype, (name) => name);
  }
  return Value.computed(shape, x.dtype, t.graph.node('Tile', [t.full(x), t.graph.ints(reps)]));
});

defineKernel<X, { dims: number | number[] }>('Reverse', (t, { x }, { dims }) => {
  const axes = normaliseAxes(dims, x.shape.length);
  if (axes.length === 0) return x;
  const each = (value: number) => t.graph.ints(axes.map(() => value));
  return Value.computed(
    x.shape,
    x.dtype,
    t.graph.node('Slice', [t.full(x), each(-1), each(BEFORE_FIRST), t.graph.ints(axes), each(-1)]),
  );
});

/** As an ONNX slice's end, with a negative step: go on to the very first element. */
export const BEFORE_FIRST = -2147483647;

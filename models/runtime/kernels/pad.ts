import { inLayout } from '../shapes.ts';
import type { Tracer } from '../tracer.ts';
import { Value } from '../value.ts';
import { sliceAlong } from './slice.ts';
import { defineKernel, type Inputs } from './table.ts';

type X = Inputs<'x'>;
type Paddings = Array<[number, number]>;

const paddedShape = (x: Value, paddings: Paddings): number[] =>
  x.shape.map((length, axis) => length + (paddings[axis]?.[0] ?? 0) + (paddings[axis]?.[1] ?? 0));

/** ONNX lists all the beginnings, then all the ends. */
function padNode(t: Tracer, x: Value, paddings: Paddings, mode: string, fill?: string): Value {
  const layout = t.layoutOf(x);
  const ordered = inLayout(paddings, layout);
  const pads = t.graph.ints([...ordered.map(([before]) => before), ...ordered.map(([, after]) => after)]);
  const inputs = [t.full(x, layout), pads, ...(fill === undefined ? [] : [fill])];
  return Value.computed(paddedShape(x, paddings), x.dtype, t.graph.node('Pad', inputs, { mode }), layout);
}

defineKernel<X, { paddings: Paddings; constantValue: number }>('PadV2', (t, { x }, { paddings, constantValue }) => {
  if (paddings.every(([before, after]) => before === 0 && after === 0)) return x;
  if (x.dtype === 'bool') {
    const padded = t.call(
      'PadV2',
      { x: t.call('Cast', { x }, { dtype: 'int32' }) },
      { paddings, constantValue: +!!constantValue },
    );
    return t.call('Cast', { x: padded }, { dtype: 'bool' });
  }
  return padNode(t, x, paddings, 'constant', t.scalar(constantValue, x.dtype));
});

/** Reflection leaves the edge out; symmetric padding repeats it, which ONNX lacks: built from reversed slices. */
defineKernel<X, { paddings: Paddings; mode: 'reflect' | 'symmetric' }>('MirrorPad', (t, { x }, { paddings, mode }) => {
  if (mode === 'reflect') return padNode(t, x, paddings, 'reflect');
  return paddings.reduce((padded, [before, after], axis) => symmetricAlong(t, padded, axis, before, after), x);
});

function symmetricAlong(t: Tracer, x: Value, axis: number, before: number, after: number): Value {
  const length = x.shape[axis] as number;
  const parts: Value[] = [];
  const mirrored = (start: number, count: number) =>
    t.call('Reverse', { x: sliceAlong(t, x, axis, start, count) }, { dims: axis });
  if (before > 0) parts.push(mirrored(0, before));
  parts.push(x);
  if (after > 0) parts.push(mirrored(length - after, after));
  if (parts.length === 1) return x;
  return t.call('Concat', Object.fromEntries(parts.map((part, i) => [i, part])), { axis });
}

/** Pads the two spatial axes of a channels-first value with zeros; used by gradients that slide windows themselves. */
export function padSpatially(
  t: Tracer,
  nchw: string,
  top: number,
  left: number,
  bottom: number,
  right: number,
): string {
  if (top === 0 && left === 0 && bottom === 0 && right === 0) return nchw;
  const before = [0, 0, top, left];
  const after = [0, 0, bottom, right];
  return t.graph.node('Pad', [nchw, t.graph.ints([...before, ...after]), t.graph.float(0)], { mode: 'constant' });
}

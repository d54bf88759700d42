import { backend_util } from '@tensorflow/tfjs-core';
import { axisIn, normaliseAxes, sizeOf } from '../shapes.ts';
import { Value } from '../value.ts';
import { defineKernel } from './table.ts';

type Many = Readonly<Record<string, Value>>;

defineKernel<Many, { axis: number }>('Concat', (t, inputs, attributes) => {
  const all = Object.values(inputs);
  const [first] = all as [Value];
  const [axis] = normaliseAxes(attributes.axis, first.shape.length) as [number];
  const shape = backend_util.computeOutShape(
    all.map((v) => [...v.shape]),
    axis,
  );
  const parts = all.filter((part) => sizeOf(part.shape) > 0);
  const [only] = parts.length > 0 ? (parts as [Value]) : (all as [Value]);
  if (parts.length <= 1) return only;
  const layout = t.layoutOf(...parts);
  const names = parts.map((part) => t.full(part, layout));
  return Value.computed(shape, first.dtype, t.graph.node('Concat', names, { axis: axisIn(axis, layout) }), layout);
});

defineKernel<Many, { axis: number }>('Pack', (t, inputs, { axis }) => {
  const rank = (Object.values(inputs)[0] as Value).shape.length + 1;
  const dim = axis < 0 ? axis + rank : axis;
  const parts = Object.entries(inputs).map(([key, input]) => [key, t.call('ExpandDims', { input }, { dim })] as const);
  return t.call('Concat', Object.fromEntries(parts), { axis: dim });
});

import { Value } from '../value.ts';
import { sliceAlong } from './slice.ts';
import { defineKernel, type Inputs } from './table.ts';

interface CumulativeAttributes {
  readonly axis: number;
  /** Leave the element itself out. */
  readonly exclusive: boolean;
  /** From the end. */
  readonly reverse: boolean;
}

defineKernel<Inputs<'x'>, CumulativeAttributes>('Cumsum', (t, { x }, a) => {
  const attributes = { exclusive: Number(!!a.exclusive), reverse: Number(!!a.reverse) };
  return Value.computed(x.shape, x.dtype, t.graph.node('CumSum', [t.full(x), t.graph.int(a.axis)], attributes));
});

/** ONNX has no cumulative product: it is built by doubling, log2(length) products of the tensor and itself moved along. */
defineKernel<Inputs<'x'>, CumulativeAttributes>('Cumprod', (t, { x }, { axis, exclusive, reverse }) => {
  const length = x.shape[axis] as number;
  const moved = (value: Value, by: number): Value => {
    const kept = sliceAlong(t, value, axis, reverse ? by : 0, length - by);
    const before = reverse ? [0, by] : [by, 0];
    const paddings = value.shape.map((_, i) => (i === axis ? before : [0, 0]));
    return t.call('PadV2', { x: kept }, { paddings, constantValue: 1 });
  };
  let product = exclusive && length > 0 ? moved(x, 1) : x;
  for (let by = 1; by < length; by *= 2) {
    product = t.call('Multiply', { a: product, b: moved(product, by) });
  }
  return product;
});

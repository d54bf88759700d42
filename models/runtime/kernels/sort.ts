import { Value } from '../value.ts';
import { defineKernel, type Inputs } from './table.ts';

/** The k largest along the last axis, sorted; equal numbers keep their order. */
defineKernel<Inputs<'x'>, { k: number; sorted: boolean }>('TopK', (t, { x }, { k }) => {
  const shape = [...x.shape.slice(0, -1), k];
  const [values, indices] = t.graph.nodeOf('TopK', [t.full(x), t.graph.ints([k])], { axis: -1 }, 2) as [string, string];
  return [Value.computed(shape, x.dtype, values), Value.computed(shape, 'int32', t.cast(indices, 'int32'))];
});

import { Value } from '../value.ts';
import { defineKernel, type Inputs } from './table.ts';

defineKernel<Inputs<'x'>, { axis: number; exclusive: boolean; reverse: boolean }>('Cumsum', (t, { x }, a) => {
  const attributes = { exclusive: Number(!!a.exclusive), reverse: Number(!!a.reverse) };
  return Value.computed(x.shape, x.dtype, t.graph.node('CumSum', [t.full(x), t.graph.int(a.axis)], attributes));
});

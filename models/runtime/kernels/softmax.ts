import { Value } from '../value.ts';
import { defineKernel, type Inputs } from './table.ts';

const positive = (axis: number, rank: number) => (axis < 0 ? axis + rank : axis);

defineKernel<Inputs<'logits'>, { dim: number }>('Softmax', (t, { logits: x }, { dim }) =>
  Value.computed(x.shape, x.dtype, t.graph.node('Softmax', [t.full(x)], { axis: positive(dim, x.shape.length) })),
);

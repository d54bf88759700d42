import { broadcastShapes } from '../shapes.ts';
import type { Tracer } from '../tracer.ts';
import type { Value } from '../value.ts';
import { defineKernel, type Inputs } from './table.ts';

type AB = Inputs<'a' | 'b'>;

const COMPARISONS = {
  Greater: 'Greater',
  GreaterEqual: 'GreaterOrEqual',
  Less: 'Less',
  LessEqual: 'LessOrEqual',
  Equal: 'Equal',
  LogicalAnd: 'And',
  LogicalOr: 'Or',
};

for (const [kernel, op] of Object.entries(COMPARISONS)) {
  compare(kernel, (t, a, b) => t.graph.node(op, [a, b]));
}
compare('NotEqual', (t, a, b) => t.graph.node('Not', [t.graph.node('Equal', [a, b])]));

function compare(kernel: string, record: (t: Tracer, a: string, b: string) => string): void {
  const ordered = /^(Greater|Less)/.test(kernel);
  defineKernel<AB>(kernel, (t, { a, b }) => {
    // ONNX does not order booleans; tfjs does, as 0 and 1.
    const widen = (v: Value) => (ordered && v.dtype === 'bool' ? t.call('Cast', { x: v }, { dtype: 'int32' }) : v);
    return t.elementwise([widen(a), widen(b)], broadcastShapes(a.shape, b.shape), 'bool', (x, y) => record(t, x, y));
  });
}

defineKernel<Inputs<'condition' | 't' | 'e'>>('Select', (tracer, { condition, t, e }) =>
  tracer.elementwise([condition, t, e], t.shape, t.dtype, (...names) => tracer.graph.node('Where', names)),
);

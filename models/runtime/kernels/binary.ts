import { broadcastShapes } from '../shapes.ts';
import type { Tracer } from '../tracer.ts';
import type { DType } from '../types.ts';
import type { Value } from '../value.ts';
import { putOff } from './put-off-factors.ts';
import { defineKernel, type Inputs } from './table.ts';

type AB = Inputs<'a' | 'b'>;

/** A broadcasting kernel of two operands. */
function binary(kernel: string, record: (t: Tracer, a: string, b: string, dtype: DType) => string): void {
  defineKernel<AB>(kernel, (t, { a, b }) =>
    t.elementwise([a, b], broadcastShapes(a.shape, b.shape), a.dtype, (x, y) => record(t, x, y, a.dtype)),
  );
}

const SAME_IN_ONNX = { Add: 'Add', Sub: 'Sub', Maximum: 'Max', Minimum: 'Min', Pow: 'Pow' };
for (const [kernel, op] of Object.entries(SAME_IN_ONNX)) binary(kernel, (t, a, b) => t.graph.node(op, [a, b]));

/** tfjs divides integers truly and stores the quotient as float. */
defineKernel<AB>('RealDiv', (t, { a, b }) =>
  t.elementwise([a, b], broadcastShapes(a.shape, b.shape), 'float32', (x, y) =>
    t.graph.node('Div', a.dtype === 'float32' ? [x, y] : [t.cast(x, 'float32'), t.cast(y, 'float32')]),
  ),
);

binary('SquaredDifference', (t, a, b) => {
  const difference = t.graph.node('Sub', [a, b]);
  return t.graph.node('Mul', [difference, difference]);
});

/** Always an integer. Integers are divided in double precision: exact for every int32 pair, where float32 is not. */
defineKernel<AB>('FloorDiv', (t, { a, b }) =>
  t.elementwise([a, b], broadcastShapes(a.shape, b.shape), 'int32', (x, y) => {
    const operands = a.dtype === 'float32' ? [x, y] : [t.cast(x, 'float64'), t.cast(y, 'float64')];
    return t.cast(t.graph.node('Floor', [t.graph.node('Div', operands)]), 'int32');
  }),
);

/** The remainder has the divisor's sign, as in Python. */
binary('Mod', (t, a, b, dtype) => {
  if (dtype === 'int32') return t.graph.node('Mod', [a, b]);
  const remainder = t.graph.node('Mod', [a, b], { fmod: 1 });
  const differs = t.graph.node('Less', [t.graph.node('Mul', [remainder, b]), t.graph.float(0)]);
  return t.graph.node('Where', [differs, t.graph.node('Add', [remainder, b]), remainder]);
});

/** ONNX has no Atan2: the quotient's arc tangent, moved into the right half plane. */
binary('Atan2', (t, y, x) => {
  const g = t.graph;
  const zero = g.float(0);
  const half = g.node('Atan', [g.node('Div', [y, x])]);
  const shifted = g.node('Where', [
    g.node('Less', [y, zero]),
    g.node('Sub', [half, g.float(Math.PI)]),
    g.node('Add', [half, g.float(Math.PI)]),
  ]);
  const atan = g.node('Where', [g.node('Less', [x, zero]), shifted, half]);
  const origin = g.node('And', [g.node('Equal', [x, zero]), g.node('Equal', [y, zero])]);
  return g.node('Where', [origin, zero, atan]);
});

/** A product with 1 is its other factor. */
defineKernel<AB>('Multiply', (t, { a, b }) => {
  const shape = broadcastShapes(a.shape, b.shape);
  return (
    multiplyCheaply(t, a, b, shape) ??
    multiplyCheaply(t, b, a, shape) ??
    putOff(t, a, b, shape) ??
    t.elementwise([a, b], shape, a.dtype, (x, y) => t.graph.node('Mul', [x, y]))
  );
});

function multiplyCheaply(t: Tracer, factor: Value, other: Value, shape: readonly number[]): Value | undefined {
  if (other.dtype !== 'float32') return undefined;
  if (factor.isUniform && factor.data?.[0] === 1) {
    return t.sameShape(other, shape) ? other : t.elementwise([other], shape, other.dtype, (name) => name);
  }
  return undefined;
}

/** Not ONNX's PRelu: see `split-prelu.ts`, which does the same to a finished file. */
defineKernel<Inputs<'x' | 'alpha'>>('Prelu', (t, { x, alpha }) =>
  t.elementwise([x, alpha], broadcastShapes(x.shape, alpha.shape), x.dtype, (name, slope) => {
    const above = t.graph.node('Sub', [t.graph.float(1), slope]);
    return t.graph.node('Add', [
      t.graph.node('Mul', [name, slope]),
      t.graph.node('Mul', [t.graph.node('Relu', [name]), above]),
    ]);
  }),
);

defineKernel<Readonly<Record<string, Value>>>('AddN', (t, inputs) => {
  const terms = Object.values(inputs);
  const [first] = terms as [Value];
  if (first.dtype === 'float32') {
    return t.elementwise(terms, first.shape, first.dtype, (...names) => t.graph.node('Sum', names));
  }
  return terms.slice(1).reduce((sum, term) => t.call('Add', { a: sum, b: term }), first);
});

import { broadcastShapes, type Shape, sizeOf } from '../shapes.ts';
import type { Tracer } from '../tracer.ts';
import { Value } from '../value.ts';

/**
 * Products of a large value with a small one (a number, one number a channel) are put off: (x · a) · b becomes x · (a · b), and a sum over all that the
 * small one is constant on becomes sum(x) · a. The gradient of batch normalisation, which TensorFlow.js writes as a dozen passes over a whole feature
 * map, is then three sums and two products (docs/benchmarks.md). Only training steps are recorded so: graphs for a free batch are compared between
 * two batch sizes, of which one may count as large and the other not.
 */
const LARGE = 8;

/** A product of two values of which one has all of `shape` and the other far less; undefined where it is none. */
export function putOff(t: Tracer, a: Value, b: Value, shape: Shape): Value | undefined {
  if (!t.putsFactorsOff || a.dtype !== 'float32' || b.dtype !== 'float32') return undefined;
  const [large, small] = sizeOf(a.stored) >= sizeOf(b.stored) ? [a, b] : [b, a];
  if (large.data || large.isCompact || !t.sameShape(large, shape)) return undefined;
  if (sizeOf(small.stored) * LARGE <= sizeOf(shape)) return scaled(t, large, compacted(small));
  const [x, y] = [large.product, small.product];
  if ((!x && !y) || !t.sameShape(small, shape)) return undefined;
  const base = t.call('Multiply', { a: x?.base ?? large, b: y?.base ?? small });
  if (base.isCompact) return undefined;
  const factors = [x?.factor, y?.factor].filter((factor) => factor !== undefined);
  return factors.reduce((product, factor) => scaled(t, product, factor), base);
}

/** `value` times a small factor; factors that come together are multiplied first. */
export function scaled(t: Tracer, value: Value, factor: Value): Value {
  const base = value.product?.base ?? value;
  const whole = value.product ? t.call('Multiply', { a: value.product.factor, b: factor }) : factor;
  const record = () =>
    t.elementwise([base, whole], base.shape, base.dtype, (x, y) => t.graph.node('Mul', [x, y])).names;
  return Value.product({ base, factor: whole, record });
}

/** The factor in the shape that a reduction over `axes` leaves; undefined where it differs along one of them. */
export function factorOver(t: Tracer, value: Value, axes: readonly number[]): Value | undefined {
  const factor = value.product?.factor;
  if (!factor) return undefined;
  const rank = value.shape.length;
  const shape = [...Array<number>(rank - factor.shape.length).fill(1), ...factor.shape];
  if (axes.some((axis) => shape[axis] !== 1)) return undefined;
  return t.call('Reshape', { x: factor }, { shape });
}

/** A broadcast that was put off counts as what is stored; a constant that is the same everywhere as a number. */
function compacted(value: Value): Value {
  if (value.data && value.isUniform) return Value.constant(value.data.slice(0, 1), [], value.dtype);
  if (!value.isCompact) return value;
  const stored = broadcastShapes(value.stored);
  const [layout] = value.names.nhwc === undefined ? (['nchw'] as const) : (['nhwc'] as const);
  return Value.computed(stored, value.dtype, value.names[layout] as string, layout);
}

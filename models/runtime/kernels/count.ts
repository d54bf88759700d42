import { sizeOf } from '../shapes.ts';
import { TraceError } from '../trace-error.ts';
import type { Tracer } from '../tracer.ts';
import { Value } from '../value.ts';
import { defineKernel, type Inputs } from './table.ts';

type Counted = Inputs<'x' | 'weights'>;

/**
 * How often each of the numbers 0 … size−1 occurs in each row, or the sum of the weights there: a sum over a comparison.
 * Numbers outside count nowhere (eagerly, negative ones are an error).
 */
function count(t: Tracer, { x, weights }: Counted, size: number, binary: boolean): Value {
  if (x.shape.length > 2)
    throw new TraceError(`A bincount of rank ${x.shape.length} has no rule: rows of a matrix at most.`);
  const axis = x.shape.length - 1;
  const numbers = Int32Array.from({ length: size }, (_, i) => i);
  const range = Value.constant(numbers, [size], 'int32');
  const hits = t.call('Equal', { a: t.call('ExpandDims', { input: x }, { dim: axis + 1 }), b: range });
  if (binary) {
    return t.call('Cast', { x: t.call('Any', { x: hits }, { axis, keepDims: false }) }, { dtype: weights.dtype });
  }
  const ones = t.call('Cast', { x: hits }, { dtype: weights.dtype });
  const counted =
    sizeOf(weights.shape) === 0
      ? ones
      : t.call('Multiply', { a: ones, b: t.call('ExpandDims', { input: weights }, { dim: axis + 1 }) });
  return t.call('Sum', { x: counted }, { axis, keepDims: false });
}

defineKernel<Counted, { size: number }>('Bincount', (t, inputs, { size }) => count(t, inputs, size, false));
defineKernel<Counted, { size: number; binaryOutput?: boolean }>('DenseBincount', (t, inputs, a) =>
  count(t, inputs, a.size, !!a.binaryOutput),
);

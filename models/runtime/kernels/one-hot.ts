import type { DType } from '../types.ts';
import { Value } from '../value.ts';
import { defineKernel, type Inputs } from './table.ts';

interface OneHotAttributes {
  readonly depth: number;
  readonly onValue: number;
  readonly offValue: number;
  readonly dtype?: DType;
}

/** By comparison with 0 … depth−1: an index outside gives a row of `offValue`, where ONNX's OneHot counts back from the end. */
defineKernel<Inputs<'indices'>, OneHotAttributes>('OneHot', (t, { indices }, { depth, onValue, offValue, dtype }) => {
  const type = dtype ?? 'float32';
  const range = t.graph.constant(
    Int32Array.from({ length: depth }, (_, i) => i),
    [depth],
    'int32',
  );
  const column = t.reshape(t.full(indices), [...indices.shape, 1]);
  const hit = t.graph.node('Equal', [column, range]);
  const valueType = type === 'float32' ? 'float32' : 'int32';
  const chosen = t.graph.node('Where', [hit, t.scalar(onValue, valueType), t.scalar(offValue, valueType)]);
  return Value.computed([...indices.shape, depth], type, type === 'bool' ? t.cast(chosen, 'bool') : chosen);
});

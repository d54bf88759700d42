import type { Tracer } from '../tracer.ts';
import type { DType } from '../types.ts';
import { Value } from '../value.ts';
import { sliceAlong } from './slice.ts';
import { defineKernel, type Inputs } from './table.ts';

/** A tensor of zeros; the element type comes from a cast, as ConstantOfShape's own type needs a tensor attribute. */
function zeros(t: Tracer, shape: readonly number[], dtype: DType): string {
  const floats = t.graph.node('ConstantOfShape', [t.graph.ints(shape)]);
  return dtype === 'float32' ? floats : t.cast(floats, dtype);
}

/** Sums rows into segments; an id outside 0 … n−1 falls into a row that is cut off again. The gradient of a gather. */
defineKernel<Inputs<'x' | 'segmentIds'>, { numSegments: number }>('UnsortedSegmentSum', (t, { x, segmentIds }, a) => {
  const n = a.numSegments;
  const g = t.graph;
  const ids = t.full(segmentIds);
  const outside = g.node('Or', [g.node('Less', [ids, g.int(0)]), g.node('GreaterOrEqual', [ids, g.int(n)])]);
  const rows = t.cast(g.node('Where', [outside, g.int(n), ids]), 'int64');
  const rest = x.shape.slice(segmentIds.shape.length);
  const index = t.reshape(rows, [...segmentIds.shape, 1]);
  const sums = g.node('ScatterND', [zeros(t, [n + 1, ...rest], x.dtype), index, t.full(x)], { reduction: 'add' });
  return sliceAlong(t, Value.computed([n + 1, ...rest], x.dtype, sums), 0, 0, n);
});

/** Values that meet in one place are added. */
defineKernel<Inputs<'indices' | 'updates'>, { shape: number[] }>('ScatterNd', (t, { indices, updates }, { shape }) => {
  const names = [zeros(t, shape, updates.dtype), t.cast(t.full(indices), 'int64'), t.full(updates)];
  return Value.computed(shape, updates.dtype, t.graph.node('ScatterND', names, { reduction: 'add' }));
});

/** Like a scatter into a tensor of the default; of two values for one place the last counts. */
defineKernel<Inputs<'sparseIndices' | 'sparseValues' | 'defaultValue'>, { outputShape: number[] }>(
  'SparseToDense',
  (t, { sparseIndices, sparseValues, defaultValue }, { outputShape }) => {
    const depth = sparseIndices.shape.length > 1 ? (sparseIndices.shape.at(-1) as number) : 1;
    const count = sparseIndices.shape.length > 0 ? (sparseIndices.shape[0] as number) : 1;
    const places = t.cast(t.reshape(t.full(sparseIndices), [count, depth]), 'int64');
    const values = t.full(sparseValues);
    const isOne = sparseValues.shape.length === 0;
    const updates = isOne ? t.graph.node('Expand', [values, t.graph.ints([count])]) : values;
    const empty = t.graph.node('Expand', [t.full(defaultValue), t.graph.ints(outputShape)]);
    const dense = t.graph.node('ScatterND', [empty, places, updates]);
    return Value.computed(outputShape, sparseValues.dtype, dense);
  },
);

/** Replaces the places that the indices name. */
defineKernel<Inputs<'tensor' | 'indices' | 'updates'>>('TensorScatterUpdate', (t, { tensor, indices, updates }) => {
  const names = [t.full(tensor), t.cast(t.full(indices), 'int64'), t.full(updates)];
  return Value.computed(tensor.shape, tensor.dtype, t.graph.node('ScatterND', names));
});

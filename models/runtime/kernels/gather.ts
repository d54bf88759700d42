import { backend_util } from '@tensorflow/tfjs-core';
import { normaliseAxes } from '../shapes.ts';
import type { Tracer } from '../tracer.ts';
import { Value } from '../value.ts';
import { defineKernel, type Inputs } from './table.ts';

defineKernel<Inputs<'x' | 'indices'>, { axis: number; batchDims: number }>('GatherV2', (t, { x, indices }, a) => {
  const [axis] = normaliseAxes(a.axis, x.shape.length) as [number];
  if (a.batchDims) return gatherInBatches(t, x, indices, axis, a.batchDims);
  const shape = [...x.shape.slice(0, axis), ...indices.shape, ...x.shape.slice(axis + 1)];
  return Value.computed(shape, x.dtype, t.graph.node('Gather', [t.full(x), t.full(indices)], { axis }));
});

/** Each batch element has indices of its own: one gather from the rows of all of them, each at its offset. */
function gatherInBatches(t: Tracer, x: Value, indices: Value, axis: number, batchDims: number): Value {
  const { batchSize, outerSize, dimSize, sliceSize, outputShape } = backend_util.segment_util.collectGatherOpShapeInfo(
    { shape: [...x.shape] } as never,
    { shape: [...indices.shape] } as never,
    axis,
    batchDims,
  );
  const first = Int32Array.from({ length: batchSize * outerSize }, (_, row) => row * dimSize);
  const offsets = t.graph.constant(first, [batchSize, outerSize, 1], 'int32');
  const within = t.reshape(t.full(indices), [batchSize, 1, -1]);
  const rows = t.reshape(t.full(x), [batchSize * outerSize * dimSize, sliceSize]);
  const taken = t.graph.node('Gather', [rows, t.graph.node('Add', [within, offsets])], { axis: 0 });
  return Value.computed(outputShape, x.dtype, t.reshape(taken, outputShape));
}

defineKernel<Inputs<'params' | 'indices'>>('GatherNd', (t, { params, indices }) => {
  const depth = indices.shape.at(-1) as number;
  const shape = [...indices.shape.slice(0, -1), ...params.shape.slice(depth)];
  const node = t.graph.node('GatherND', [t.full(params), t.cast(t.full(indices), 'int64')]);
  return Value.computed(shape, params.dtype, node);
});

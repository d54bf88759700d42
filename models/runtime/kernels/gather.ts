import { normaliseAxes } from '../shapes.ts';
import { TraceError } from '../trace-error.ts';
import { Value } from '../value.ts';
import { defineKernel, type Inputs } from './table.ts';

defineKernel<Inputs<'x' | 'indices'>, { axis: number; batchDims: number }>('GatherV2', (t, { x, indices }, a) => {
  if (a.batchDims)
    throw new TraceError('tf.gather with batchDims has no rule: gather from a flattened tensor instead.');
  const [axis] = normaliseAxes(a.axis, x.shape.length) as [number];
  const shape = [...x.shape.slice(0, axis), ...indices.shape, ...x.shape.slice(axis + 1)];
  return Value.computed(shape, x.dtype, t.graph.node('Gather', [t.full(x), t.full(indices)], { axis }));
});

defineKernel<Inputs<'params' | 'indices'>>('GatherNd', (t, { params, indices }) => {
  const depth = indices.shape.at(-1) as number;
  const shape = [...indices.shape.slice(0, -1), ...params.shape.slice(depth)];
  const node = t.graph.node('GatherND', [t.full(params), t.cast(t.full(indices), 'int64')]);
  return Value.computed(shape, params.dtype, node);
});

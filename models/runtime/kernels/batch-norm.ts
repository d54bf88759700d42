import { Value } from '../value.ts';
import { defineKernel, type Inputs } from './table.ts';

defineKernel<Inputs<'x' | 'mean' | 'variance', 'offset' | 'scale'>, { varianceEpsilon: number }>(
  'FusedBatchNorm',
  (t, { x, mean, variance, offset, scale }, { varianceEpsilon }) => {
    const epsilon = varianceEpsilon ?? 0.001;
    const channels = x.shape.at(-1) as number;
    if (x.shape.length === 4 && mean.shape.length === 1) {
      const perChannel = [
        scale ?? t.uniform([channels], 1, 'float32'),
        offset ?? t.uniform([channels], 0, 'float32'),
        mean,
        variance,
      ];
      const names = [t.full(x, 'nchw'), ...perChannel.map((value) => t.full(value))];
      const node = t.graph.node('BatchNormalization', names, { epsilon: { float: epsilon } });
      return Value.computed(x.shape, x.dtype, node, 'nchw');
    }
    const shifted = t.call('Add', { a: variance, b: t.uniform([], epsilon, 'float32') });
    const inverse = t.call('Rsqrt', { x: shifted });
    const gain = scale ? t.call('Multiply', { a: inverse, b: scale }) : inverse;
    const centred = t.call('Sub', { a: x, b: mean });
    const scaled = t.call('Multiply', { a: centred, b: gain });
    return offset ? t.call('Add', { a: scaled, b: offset }) : scaled;
  },
);

import { backend_util } from '@tensorflow/tfjs-core';
import type { Attributes } from '../graph.ts';
import { Value } from '../value.ts';
import { windowAttributes } from './convolution.ts';
import { defineKernel, type Inputs } from './table.ts';

export interface PoolAttributes {
  readonly filterSize: [number, number] | number;
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

export const poolInfo = (shape: readonly number[], a: PoolAttributes) =>
  backend_util.computePool2DInfo(
    shape as [number, number, number, number],
    a.filterSize,
    a.strides,
    1,
    a.pad,
    a.dimRoundingMode,
  );

export function poolWindow(info: ReturnType<typeof poolInfo>): Attributes {
  const { kernel_shape, strides, pads } = windowAttributes(info);
  return { kernel_shape, strides, pads };
}

// Padding counts neither as a maximum nor in an average.
for (const [kernel, op, extra] of [
  ['MaxPool', 'MaxPool', {}],
  ['AvgPool', 'AveragePool', { count_include_pad: 0 }],
] as const) {
  defineKernel<Inputs<'x'>, PoolAttributes>(kernel, (t, { x }, a) => {
    const info = poolInfo(x.shape, a);
    const isIdentity = [info.filterHeight, info.filterWidth, info.strideHeight, info.strideWidth].every((n) => n === 1);
    if (isIdentity && info.padInfo.type !== 'EXPLICIT') return x;
    const name = t.graph.node(op, [t.full(x, 'nchw')], { ...poolWindow(info), ...extra });
    return Value.computed(info.outShape, x.dtype, name, 'nchw');
  });
}

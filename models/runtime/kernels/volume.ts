import { backend_util } from '@tensorflow/tfjs-core';
import type { Tracer } from '../tracer.ts';
import { Value } from '../value.ts';
import { defineKernel, type Inputs } from './table.ts';

export interface VolumeAttributes {
  readonly strides: [number, number, number] | number;
  readonly pad: 'same' | 'valid' | number;
  readonly dilations?: [number, number, number] | number;
  readonly filterSize?: [number, number, number] | number;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

export type VolumeInfo = ReturnType<typeof backend_util.computeConv3DInfo>;

/** A window over depth, height and width in ONNX's terms; trailing pads are what the last window needs. */
export function volumeWindow(info: VolumeInfo) {
  const size = [info.filterDepth, info.filterHeight, info.filterWidth];
  const strides = [info.strideDepth, info.strideHeight, info.strideWidth];
  const dilations = [info.dilationDepth, info.dilationHeight, info.dilationWidth];
  const leading = [info.padInfo.front, info.padInfo.top, info.padInfo.left];
  const inLengths = [info.inDepth, info.inHeight, info.inWidth];
  const trailing = [info.outDepth, info.outHeight, info.outWidth].map((out, i) => {
    const reach = (out - 1) * (strides[i] as number) + ((size[i] as number) - 1) * (dilations[i] as number) + 1;
    return Math.max(0, reach - (inLengths[i] as number) - (leading[i] as number));
  });
  return { kernel_shape: size, strides, dilations, pads: [...leading, ...trailing] };
}

export const CHANNELS_FIRST = [0, 4, 1, 2, 3];
export const CHANNELS_LAST = [0, 2, 3, 4, 1];

/** Runs a node on [batch, channels, depth, height, width] and brings its result back to tfjs's order. */
function onVolume(t: Tracer, x: Value, shape: readonly number[], node: (volume: string) => string): Value {
  const result = node(t.transpose(t.full(x), CHANNELS_FIRST));
  return Value.computed(shape, x.dtype, t.transpose(result, CHANNELS_LAST));
}

defineKernel<Inputs<'x' | 'filter'>, VolumeAttributes>('Conv3D', (t, { x, filter }, a) => {
  const shapes = [x.shape, filter.shape] as unknown as [number[], number[]];
  const info = backend_util.computeConv3DInfo(
    shapes[0] as never,
    shapes[1] as never,
    a.strides,
    a.dilations ?? 1,
    a.pad,
  );
  const weights = t.transpose(t.full(filter), [4, 3, 0, 1, 2]);
  return onVolume(t, x, info.outShape, (volume) => t.graph.node('Conv', [volume, weights], volumeWindow(info)));
});

for (const [kernel, op, extra] of [
  ['MaxPool3D', 'MaxPool', {}],
  ['AvgPool3D', 'AveragePool', { count_include_pad: 0 }],
] as const) {
  defineKernel<Inputs<'x'>, VolumeAttributes>(kernel, (t, { x }, a) => {
    const size = a.filterSize as number;
    const info = backend_util.computePool3DInfo(x.shape as never, size, a.strides, 1, a.pad, a.dimRoundingMode);
    const { dilations: _, ...window } = volumeWindow(info);
    return onVolume(t, x, info.outShape, (volume) => t.graph.node(op, [volume], { ...window, ...extra }));
  });
}

import { backend_util } from '@tensorflow/tfjs-core';
import { sizeOf } from '../shapes.ts';
import { TraceError } from '../trace-error.ts';
import type { Tracer } from '../tracer.ts';
import { Value } from '../value.ts';
import { defineKernel, type Inputs } from './table.ts';
import { CHANNELS_FIRST, CHANNELS_LAST, type VolumeAttributes, type VolumeInfo, volumeWindow } from './volume.ts';

type Volume = [number, number, number, number, number];

/** Lengths that a transposed convolution must add at the end, where windows stop short of the input. */
function outputPadding(info: VolumeInfo): number[] {
  const { kernel_shape, strides, dilations, pads } = volumeWindow(info);
  const lengths = [info.inDepth, info.inHeight, info.inWidth];
  const padding = [info.outDepth, info.outHeight, info.outWidth].map((out, i) => {
    const extent = dilations[i]! * (kernel_shape[i]! - 1) + 1;
    return lengths[i]! - ((out - 1) * strides[i]! + extent - pads[i]! - pads[i + 3]!);
  });
  if (padding.some((n) => n < 0)) throw new TraceError('A window over a volume that leaves it has no gradient rule.');
  return padding;
}

/** Spreads `dy` (channels first) over the windows that each of its numbers came from. */
function spread(t: Tracer, dy: string, weights: string, info: VolumeInfo, group: number): string {
  const attributes = { ...volumeWindow(info), output_padding: outputPadding(info), group };
  return t.transpose(t.graph.node('ConvTranspose', [dy, weights], attributes), CHANNELS_LAST);
}

const volume = (t: Tracer, x: Value): string => t.transpose(t.full(x), CHANNELS_FIRST);

defineKernel<Inputs<'dy' | 'filter'>, VolumeAttributes & { readonly inputShape: Volume }>(
  'Conv3DBackpropInputV2',
  (t, { dy, filter }, a) => {
    const info = backend_util.computeConv3DInfo(a.inputShape, filter.shape as Volume, a.strides, 1, a.pad);
    const weights = t.transpose(t.full(filter), [4, 3, 0, 1, 2]);
    return Value.computed(a.inputShape, dy.dtype, spread(t, volume(t, dy), weights, info, 1));
  },
);

/** As for images: the input convolved by the output's gradient, batch and channels exchanged, strides as dilations. */
defineKernel<Inputs<'x' | 'dy'>, VolumeAttributes & { readonly filterShape: Volume }>(
  'Conv3DBackpropFilterV2',
  (t, { x, dy }, a) => {
    const info = backend_util.computeConv3DInfo(x.shape as Volume, a.filterShape, a.strides, 1, a.pad);
    const { kernel_shape, strides, pads } = volumeWindow(info);
    const out = [info.outDepth, info.outHeight, info.outWidth];
    const swapped = (value: Value) => t.transpose(t.full(value), [4, 0, 1, 2, 3]);
    const attributes = { kernel_shape: out, strides: [1, 1, 1], dilations: strides, pads, group: 1 };
    const correlated = t.graph.node('Conv', [swapped(x), swapped(dy)], attributes);
    // Larger than the filter where windows stop short of the input's end.
    const ends = [[0, 0, 0], kernel_shape, [2, 3, 4]].map((list) => t.graph.ints(list));
    const gradient = t.graph.node('Slice', [correlated, ...ends]);
    return Value.computed(a.filterShape, x.dtype, t.transpose(gradient, [2, 3, 4, 0, 1]));
  },
);

const poolInfo = (input: Value, a: VolumeAttributes): VolumeInfo =>
  backend_util.computePool3DInfo(input.shape as Volume, a.filterSize as number, a.strides, 1, a.pad, a.dimRoundingMode);

/** MaxPool's second output is the place of each maximum: the gradient is added there. */
defineKernel<Inputs<'dy' | 'input' | 'output'>, VolumeAttributes>('MaxPool3DGrad', (t, { dy, input }, a) => {
  const { dilations: _, ...window } = volumeWindow(poolInfo(input, a));
  const [, places] = t.graph.nodeOf('MaxPool', [volume(t, input)], window, 2) as [string, string];
  const zeros = t.graph.node('ConstantOfShape', [t.graph.ints([sizeOf(input.shape)])]);
  const updates = [t.reshape(places, [-1]), t.reshape(volume(t, dy), [-1])];
  const flat = t.graph.node('ScatterElements', [zeros, ...updates], { axis: 0, reduction: 'add' });
  const shape = CHANNELS_FIRST.map((axis) => input.shape[axis] as number);
  return Value.computed(input.shape, dy.dtype, t.transpose(t.reshape(flat, shape), CHANNELS_LAST));
});

/** Each output's gradient spread evenly over the numbers that its window held; tfjs counts padding, too (see AvgPoolGrad). */
defineKernel<Inputs<'dy' | 'input'>, VolumeAttributes>('AvgPool3DGrad', (t, { dy, input }, a) => {
  const info = poolInfo(input, a);
  const { kernel_shape, strides, pads } = volumeWindow(info);
  const held = (axis: number, out: number, length: number): number[] =>
    Array.from({ length: out }, (_, i) => {
      const start = i * strides[axis]! - pads[axis]!;
      return Math.min(start + kernel_shape[axis]!, length) - Math.max(0, start);
    });
  const [depths, rows, columns] = [
    held(0, info.outDepth, info.inDepth),
    held(1, info.outHeight, info.inHeight),
    held(2, info.outWidth, info.inWidth),
  ] as const;
  const shares = depths.flatMap((d) => rows.flatMap((r) => columns.map((c) => 1 / Math.max(1, d * r * c))));
  const share = t.graph.constant(
    Float32Array.from(shares),
    [1, 1, depths.length, rows.length, columns.length],
    'float32',
  );
  const even = t.graph.node('Mul', [volume(t, dy), share]);
  const onesShape = [info.inChannels, 1, ...kernel_shape];
  const ones = t.graph.constant(new Float32Array(sizeOf(onesShape)).fill(1), onesShape, 'float32');
  return Value.computed(input.shape, dy.dtype, spread(t, even, ones, info, info.inChannels));
});

import { TraceError } from '../trace-error.ts';
import type { Tracer } from '../tracer.ts';
import { Value } from '../value.ts';
import { blockedFilterGradient, blockedInputGradient } from './blocked-convolution.ts';
import {
  type ConvAttributes,
  type ConvInfo,
  convInfo,
  depthwiseFilterOf,
  filterOf,
  trailingPads,
  windowAttributes,
} from './convolution.ts';
import { pointwiseFilterGradient, pointwiseInputGradient } from './pointwise-gradients.ts';
import { defineKernel, type Inputs } from './table.ts';

type InputGradient = ConvAttributes & { readonly inputShape: [number, number, number, number] };
type FilterGradient = ConvAttributes & { readonly filterShape: [number, number, number, number] };

/**
 * The gradient towards a convolution's input is a transposed convolution of the output's gradient with the same filter.
 * Input pixels that no window reached come back through `output_padding`.
 */
function inputGradient(t: Tracer, dy: Value, filter: Value, a: InputGradient, depthwise: boolean): Value {
  const info = convInfo(a.inputShape, filter.shape, a, depthwise);
  const blocked =
    pointwiseInputGradient(t, dy, filter, info, depthwise) ?? blockedInputGradient(t, dy, filter, info, depthwise);
  if (blocked) return blocked;
  const window = windowAttributes(info);
  const [, height, width] = a.inputShape;
  const padding = [
    height - transposedLength(window, 0, info.outHeight),
    width - transposedLength(window, 1, info.outWidth),
  ];
  if (padding.some((n) => n < 0)) {
    throw new TraceError('A convolution whose last window leaves the padded input has no gradient rule.');
  }
  const weights = depthwise ? depthwiseFilterOf(t, filter) : filterOf(t, filter);
  const attributes = { ...window, output_padding: padding, group: depthwise ? info.inChannels : 1 };
  return Value.computed(
    a.inputShape,
    dy.dtype,
    t.graph.node('ConvTranspose', [t.full(dy, 'nchw'), weights], attributes),
    'nchw',
  );
}

/** The length that a transposed convolution gives without output padding. */
export function transposedLength(
  window: { strides: number[]; kernel_shape: number[]; pads: number[]; dilations?: number[] },
  axis: 0 | 1,
  outLength: number,
): number {
  const extent = (window.dilations?.[axis] ?? 1) * ((window.kernel_shape[axis] as number) - 1) + 1;
  const pads = (window.pads[axis] as number) + (window.pads[axis + 2] as number);
  return (outLength - 1) * (window.strides[axis] as number) + extent - pads;
}

/**
 * The gradient towards a filter is itself a convolution: of the input by the output's gradient, with strides and
 * dilations exchanged. `images` and `kernels` are laid out so that the batch is summed over. Where windows stop short of
 * the input's end the result is larger than the filter and is cropped.
 */
function correlate(t: Tracer, images: string, kernels: string, info: ConvInfo, group: number): string {
  const [bottom, right] = trailingPads(info);
  const conv = t.graph.node('Conv', [images, kernels], {
    kernel_shape: [info.outHeight, info.outWidth],
    strides: [info.dilationHeight, info.dilationWidth],
    dilations: [info.strideHeight, info.strideWidth],
    pads: [info.padInfo.top, info.padInfo.left, Math.max(0, bottom), Math.max(0, right)],
    group,
  });
  if (bottom >= 0 && right >= 0) return conv;
  const size = t.graph.ints([info.filterHeight, info.filterWidth]);
  return t.graph.node('Slice', [conv, t.graph.ints([0, 0]), size, t.graph.ints([2, 3]), t.graph.ints([1, 1])]);
}

const BATCH_AND_CHANNELS_SWAPPED = [1, 0, 2, 3];

defineKernel<Inputs<'dy' | 'filter'>, InputGradient>('Conv2DBackpropInput', (t, { dy, filter }, a) =>
  inputGradient(t, dy, filter, a, false),
);

defineKernel<Inputs<'dy' | 'filter'>, InputGradient>('DepthwiseConv2dNativeBackpropInput', (t, { dy, filter }, a) =>
  inputGradient(t, dy, filter, a, true),
);

/**
 * Channel over channel, the input is one tall image with the batch as its channels, and a vertical stride of one
 * channel's height makes all input channels at once for one row of the filter: matrix products of a good shape, where a
 * convolution with the channels as its batch has results of only 3×3 pixels (docs/benchmarks.md).
 */
defineKernel<Inputs<'x' | 'dy'>, FilterGradient>('Conv2DBackpropFilter', (t, { x, dy }, a) => {
  const info = convInfo(x.shape, a.filterShape, a, false);
  const blocked = pointwiseFilterGradient(t, x, dy, info) ?? blockedFilterGradient(t, x, dy, info, false);
  if (blocked) return blocked;
  const [, right] = trailingPads(info);
  const rows = (info.outHeight - 1) * info.strideHeight + 1;
  const kernels = t.transpose(t.full(dy, 'nchw'), BATCH_AND_CHANNELS_SWAPPED);
  const filterRows = Array.from({ length: info.filterHeight }, (_, row) => {
    const top = info.padInfo.top - row * info.dilationHeight;
    const image = withRows(t, t.full(x, 'nchw'), top, rows - info.inHeight - top);
    const tall = t.reshape(image, [1, info.batchSize, info.inChannels * rows, info.inWidth]);
    return t.graph.node('Conv', [tall, kernels], {
      kernel_shape: [info.outHeight, info.outWidth],
      strides: [rows, info.dilationWidth],
      dilations: [info.strideHeight, info.strideWidth],
      pads: [0, info.padInfo.left, 0, Math.max(0, right)],
      group: 1,
    });
  });
  // [row, out, in, column], where windows stop short of the input's end with columns too many.
  let gradient = filterRows.length === 1 ? filterRows[0]! : t.graph.node('Concat', filterRows, { axis: 0 });
  if (right < 0) {
    const ends = [0, info.filterWidth, 3, 1].map((n) => t.graph.ints([n]));
    gradient = t.graph.node('Slice', [gradient, ...ends]);
  }
  return Value.computed(a.filterShape, x.dtype, t.transpose(gradient, [0, 3, 2, 1]));
});

/** Zero rows added, or rows taken away where a number is negative, at the top and bottom of [n, c, h, w]. */
function withRows(t: Tracer, name: string, top: number, bottom: number): string {
  if (top === 0 && bottom === 0) return name;
  return t.graph.node('Pad', [name, t.graph.ints([0, 0, top, 0, 0, 0, bottom, 0])]);
}

/** One group per channel, whose input channels are the batch. */
defineKernel<Inputs<'x' | 'dy'>, FilterGradient>('DepthwiseConv2dNativeBackpropFilter', (t, { x, dy }, a) => {
  const info = convInfo(x.shape, a.filterShape, a, true);
  const blocked = blockedFilterGradient(t, x, dy, info, true);
  if (blocked) return blocked;
  const [h, w, channels, multiplier] = a.filterShape;
  const byChannel = t.transpose(t.full(x, 'nchw'), BATCH_AND_CHANNELS_SWAPPED);
  const images = t.reshape(byChannel, [1, channels * info.batchSize, info.inHeight, info.inWidth]);
  const kernels = t.transpose(t.full(dy, 'nchw'), BATCH_AND_CHANNELS_SWAPPED);
  const gradient = t.reshape(correlate(t, images, kernels, info, channels), [channels, multiplier, h, w]);
  return Value.computed(a.filterShape, x.dtype, t.transpose(gradient, [2, 3, 0, 1]));
});

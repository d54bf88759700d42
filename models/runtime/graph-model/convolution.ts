import type { Attributes } from '../graph.ts';
import { activate, type FusedAttributes } from '../kernels/activation.ts';
import { type ConvAttributes, type ConvInfo, convInfo, windowAttributes } from '../kernels/convolution.ts';
import { type PoolAttributes, poolInfo } from '../kernels/pooling.ts';
import type { Inputs } from '../kernels/table.ts';
import { TraceError } from '../trace-error.ts';
import type { Tracer } from '../tracer.ts';
import type { Value } from '../value.ts';
import { emit } from './emit.ts';
import { defineGraphOp } from './table.ts';

/**
 * Padding in TensorFlow's words. What was made explicit on the way through ONNX is called by its name again where it has
 * one: poolings know no other, nor do layers.
 */
function paddingOf(info: ConvInfo): Attributes & { readonly padding: string } {
  const [top, left, bottom, right] = windowAttributes(info).pads as [number, number, number, number];
  if (top + left + bottom + right === 0) return { padding: 'VALID' };
  const isSame =
    same(info.inHeight, info.outHeight, info.effectiveFilterHeight, info.strideHeight, top, bottom) &&
    same(info.inWidth, info.outWidth, info.effectiveFilterWidth, info.strideWidth, left, right);
  if (isSame) return { padding: 'SAME' };
  return { padding: 'EXPLICIT', explicit_paddings: [0, 0, top, bottom, left, right, 0, 0] };
}

/** What TensorFlow pads by itself: so that the output is as long as the input by strides, more of it at the end. */
function same(length: number, out: number, reach: number, stride: number, before: number, after: number): boolean {
  if (out !== Math.ceil(length / stride)) return false;
  const total = Math.max(0, (out - 1) * stride + reach - length);
  return before === Math.floor(total / 2) && after === total - before;
}

function convolve(t: Tracer, x: Value, filter: Value, a: ConvAttributes, depthwise: boolean): Value {
  const info = convInfo(x.shape, filter.shape, a, depthwise);
  return emit(t, depthwise ? 'DepthwiseConv2dNative' : 'Conv2D', [x, filter], info.outShape, x.dtype, {
    strides: [1, info.strideHeight, info.strideWidth, 1],
    dilations: [1, info.dilationHeight, info.dilationWidth, 1],
    data_format: 'NHWC',
    ...paddingOf(info),
  });
}

defineGraphOp<Inputs<'x' | 'filter'>, ConvAttributes>('Conv2D', (t, { x, filter }, a) =>
  convolve(t, x, filter, a, false),
);
defineGraphOp<Inputs<'x' | 'filter'>, ConvAttributes>('DepthwiseConv2dNative', (t, { x, filter }, a) =>
  convolve(t, x, filter, a, true),
);

type Fused = Inputs<'x' | 'filter', 'bias' | 'preluActivationWeights'>;
for (const [kernel, depthwise] of [
  ['FusedConv2D', false],
  ['FusedDepthwiseConv2D', true],
] as const) {
  defineGraphOp<Fused, ConvAttributes & FusedAttributes>(kernel, (t, { x, filter, bias, ...rest }, a) => {
    const y = convolve(t, x, filter, a, depthwise);
    return activate(t, bias ? t.call('Add', { a: y, b: bias }) : y, a, rest.preluActivationWeights);
  });
}

/** Below every number that a network computes; minus infinity would not survive quantisation. */
const LOWEST = -3.4e38;

for (const op of ['MaxPool', 'AvgPool'] as const) {
  defineGraphOp<Inputs<'x'>, PoolAttributes>(op, (t, { x }, a) => {
    const info = poolInfo(x.shape, a);
    const { padding, explicit_paddings } = paddingOf(info);
    const window = {
      ksize: [1, info.filterHeight, info.filterWidth, 1],
      strides: [1, info.strideHeight, info.strideWidth, 1],
      data_format: 'NHWC',
    };
    if (padding !== 'EXPLICIT') return emit(t, op, [x], info.outShape, x.dtype, { ...window, padding });
    if (op === 'AvgPool')
      throw new TraceError('Averages over padding that is neither "same" nor none cannot be written.');
    const [, , top, bottom, left, right] = explicit_paddings as number[];
    const paddings = [
      [0, 0],
      [top, bottom],
      [left, right],
      [0, 0],
    ];
    const padded = t.call('PadV2', { x }, { paddings, constantValue: LOWEST });
    return emit(t, op, [padded], info.outShape, x.dtype, { ...window, padding: 'VALID' });
  });
}

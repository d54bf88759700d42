import { backend_util } from '@tensorflow/tfjs-core';
import { sizeOf } from '../shapes.ts';
import { TraceError } from '../trace-error.ts';
import type { Tracer } from '../tracer.ts';
import { Value } from '../value.ts';
import { activate, type FusedAttributes } from './activation.ts';
import { blockedConvolution } from './blocked-convolution.ts';
import { defineKernel, type Inputs } from './table.ts';

export type ConvInfo = ReturnType<typeof backend_util.computeConv2DInfo>;

export interface ConvAttributes {
  readonly strides: [number, number] | number;
  readonly pad: 'valid' | 'same' | number | Array<[number, number]>;
  readonly dataFormat?: string;
  readonly dilations?: [number, number] | number;
  readonly dimRoundingMode?: 'floor' | 'round' | 'ceil';
}

/** tfjs's own reckoning of a convolution's output shape and padding. */
export function convInfo(
  x: readonly number[],
  filter: readonly number[],
  a: ConvAttributes,
  depthwise: boolean,
): ConvInfo {
  if (a.dataFormat && a.dataFormat !== 'NHWC') {
    throw new TraceError(`Convolutions in ${a.dataFormat} have no rule: transpose the input to NHWC.`);
  }
  return backend_util.computeConv2DInfo(
    x as [number, number, number, number],
    filter as [number, number, number, number],
    a.strides,
    a.dilations ?? 1,
    a.pad as 'same',
    a.dimRoundingMode,
    depthwise,
  );
}

/**
 * A sliding window in ONNX's terms. Leading pads are tfjs's; trailing ones are what the last window needs, because tfjs
 * settles the output's size by itself ("same" may be lopsided, and with a numeric pad it takes the filter for a square).
 */
export function windowAttributes(info: ConvInfo) {
  const [bottom, right] = trailingPads(info);
  return {
    kernel_shape: [info.filterHeight, info.filterWidth],
    strides: [info.strideHeight, info.strideWidth],
    dilations: [info.dilationHeight, info.dilationWidth],
    pads: [info.padInfo.top, info.padInfo.left, Math.max(0, bottom), Math.max(0, right)],
  };
}

/** How far, beyond the input and its leading padding, the windows reach at the bottom and right; negative where they stop short. */
export function trailingPads(info: ConvInfo): [number, number] {
  const reach = (out: number, stride: number, filter: number, dilation: number) =>
    (out - 1) * stride + (filter - 1) * dilation + 1;
  return [
    reach(info.outHeight, info.strideHeight, info.filterHeight, info.dilationHeight) - info.inHeight - info.padInfo.top,
    reach(info.outWidth, info.strideWidth, info.filterWidth, info.dilationWidth) - info.inWidth - info.padInfo.left,
  ];
}

/** A tfjs filter [h, w, in, out] as ONNX wants it: [out, in, h, w]. */
export function filterOf(t: Tracer, filter: Value): string {
  const [h, w, input, output] = filter.shape as [number, number, number, number];
  if (filter.data) {
    return t.permutedConstant(filter.data, filter.shape, [3, 2, 0, 1], [output, input, h, w], filter.dtype);
  }
  return t.transpose(t.full(filter), [3, 2, 0, 1]);
}

/** A depthwise filter [h, w, channels, multiplier] as a grouped one: [channels × multiplier, 1, h, w]. */
export function depthwiseFilterOf(t: Tracer, filter: Value): string {
  const [h, w, channels, multiplier] = filter.shape as [number, number, number, number];
  const shape = [channels * multiplier, 1, h, w];
  if (filter.data) return t.permutedConstant(filter.data, filter.shape, [2, 3, 0, 1], shape, filter.dtype);
  return t.reshape(t.transpose(t.full(filter), [2, 3, 0, 1]), shape);
}

function convolve(t: Tracer, x: Value, filter: Value, a: ConvAttributes, depthwise: boolean, bias?: Value): Value {
  const info = convInfo(x.shape, filter.shape, a, depthwise);
  const blocked = blockedConvolution(t, x, filter, info, depthwise);
  if (blocked) return bias ? t.call('Add', { a: blocked, b: bias }) : blocked;
  const inputs = [t.full(x, 'nchw'), depthwise ? depthwiseFilterOf(t, filter) : filterOf(t, filter)];
  const fuseBias = bias && sizeOf(bias.shape) === info.outChannels;
  if (bias && fuseBias) inputs.push(t.full(t.call('Reshape', { x: bias }, { shape: [info.outChannels] })));
  const attributes = { ...windowAttributes(info), group: depthwise ? info.inChannels : 1 };
  const result = Value.computed(info.outShape, x.dtype, t.graph.node('Conv', inputs, attributes), 'nchw');
  return bias && !fuseBias ? t.call('Add', { a: result, b: bias }) : result;
}

defineKernel<Inputs<'x' | 'filter'>, ConvAttributes>('Conv2D', (t, { x, filter }, a) =>
  convolve(t, x, filter, a, false),
);
defineKernel<Inputs<'x' | 'filter'>, ConvAttributes>('DepthwiseConv2dNative', (t, { x, filter }, a) =>
  convolve(t, x, filter, a, true),
);

type FusedInputs = Inputs<'x' | 'filter', 'bias' | 'preluActivationWeights'>;
for (const [kernel, depthwise] of [
  ['FusedConv2D', false],
  ['FusedDepthwiseConv2D', true],
] as const) {
  defineKernel<FusedInputs, ConvAttributes & FusedAttributes>(kernel, (t, inputs, a) =>
    activate(t, convolve(t, inputs.x, inputs.filter, a, depthwise, inputs.bias), a, inputs.preluActivationWeights),
  );
}

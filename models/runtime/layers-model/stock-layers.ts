import type { SymbolicTensor } from '@tensorflow/tfjs-layers';
import * as tfl from '@tensorflow/tfjs-layers';
import type { LayerStack, Weight } from './layer-stack.ts';

/** Operations as one or several layers of TensorFlow.js's own, none of which needs code of ours to be loaded again. */

const channelsOf = (x: SymbolicTensor): number => x.shape.at(-1) as number;

/** x · factor + shift by channel: a batch normalisation whose statistics change nothing. */
export function affine(
  stack: LayerStack,
  x: SymbolicTensor,
  { factor, shift }: { readonly factor?: Float32Array | undefined; readonly shift?: Float32Array | undefined },
): SymbolicTensor {
  const channels = channelsOf(x);
  const vector = (data: Float32Array): Weight => [data, [channels]];
  const config = { epsilon: 0, scale: factor !== undefined, center: shift !== undefined };
  return stack.add(tfl.layers.batchNormalization({ ...config, name: stack.name('affine') }), x, [
    ...(factor ? [vector(factor)] : []),
    ...(shift ? [vector(shift)] : []),
    vector(new Float32Array(channels)),
    vector(new Float32Array(channels).fill(1)),
  ]);
}

export const negated = (stack: LayerStack, x: SymbolicTensor): SymbolicTensor =>
  affine(stack, x, { factor: new Float32Array(channelsOf(x)).fill(-1) });

/** Mean 0 and variance 1 over these axes. Over [1, 3] of [n, map, groups, channels] it is group normalisation. */
export function standardised(stack: LayerStack, x: SymbolicTensor, axes: readonly number[], epsilon: number) {
  const config = { axis: [...axes], epsilon, center: false, scale: false, name: stack.name('standardised') };
  return stack.add(tfl.layers.layerNormalization(config as object), x);
}

/**
 * Rows [n, d] at length 1. There is no layer for that, but (x, −x) has mean 0 and variance |x|² / d, so that layer
 * normalisation with a scale of 1 / √d does it; the first half of the result is taken.
 */
export function unitRows(stack: LayerStack, x: SymbolicTensor, least: number): SymbolicTensor {
  const d = channelsOf(x);
  const both = stack.add(tfl.layers.concatenate({ axis: -1, name: stack.name('pair') }), [x, negated(stack, x)]);
  const config = { axis: -1, epsilon: least / d, center: false, name: stack.name('unit') };
  const scale: Weight = [new Float32Array(2 * d).fill(1 / Math.sqrt(d)), [2 * d]];
  const unit = stack.add(tfl.layers.layerNormalization(config), both, [scale]);
  const halves = reshape(stack, unit, [2, d, 1]);
  return reshape(stack, cropped(stack, halves, [0, 1], [0, 0]), [d]);
}

export const reshape = (stack: LayerStack, x: SymbolicTensor, targetShape: number[]): SymbolicTensor =>
  stack.add(tfl.layers.reshape({ targetShape, name: stack.name('reshape') }), x);

/** Axes by number, without the batch's. */
export const permuted = (stack: LayerStack, x: SymbolicTensor, dims: number[]): SymbolicTensor =>
  stack.add(tfl.layers.permute({ dims, name: stack.name('permute') }), x);

type Pair = [number, number];

export const cropped = (stack: LayerStack, x: SymbolicTensor, rows: Pair, columns: Pair): SymbolicTensor =>
  stack.add(tfl.layers.cropping2D({ cropping: [rows, columns], name: stack.name('crop') }), x);

export const zeroPadded = (stack: LayerStack, x: SymbolicTensor, rows: Pair, columns: Pair): SymbolicTensor =>
  [...rows, ...columns].every((length) => length === 0)
    ? x
    : stack.add(tfl.layers.zeroPadding2d({ padding: [rows, columns], name: stack.name('pad') }), x);

/** Zeros in further channels: there is a layer for rows and columns alone, so channels become columns for its sake. */
export function channelsPadded(stack: LayerStack, x: SymbolicTensor, channels: Pair): SymbolicTensor {
  if (channels.every((length) => length === 0)) return x;
  const swap = [1, 3, 2];
  return permuted(stack, zeroPadded(stack, permuted(stack, x, swap), [0, 0], channels), swap);
}

interface Window {
  readonly kernel: Weight;
  readonly bias?: Float32Array | undefined;
  readonly strides: Pair;
  readonly dilations: Pair;
  readonly padding: 'same' | 'valid';
}

/** A convolution; `depthwise` with a filter [h, w, channels, multiplier]. */
export function convolution(stack: LayerStack, x: SymbolicTensor, window: Window, depthwise: boolean): SymbolicTensor {
  const { kernel, bias, strides, dilations, padding } = window;
  const [rows, columns, input, output] = kernel[1] as [number, number, number, number];
  const filters = depthwise ? input * output : output;
  const common = {
    ...{ kernelSize: [rows, columns] as Pair, strides, padding, useBias: bias !== undefined },
    ...(Math.max(...dilations) > 1 && { dilationRate: dilations }),
  };
  const name = stack.name(depthwise ? 'depthwise' : 'conv');
  const layer = depthwise
    ? tfl.layers.depthwiseConv2d({ ...common, depthMultiplier: output, depthwiseInitializer: 'zeros', name })
    : tfl.layers.conv2d({ ...common, filters, kernelInitializer: 'zeros', name });
  return stack.add(layer, x, [kernel, ...(bias ? [[bias, [filters]] as const] : [])]);
}

export function dense(stack: LayerStack, x: SymbolicTensor, kernel: Weight, bias?: Float32Array): SymbolicTensor {
  const units = kernel[1][1] as number;
  const config = { units, useBias: bias !== undefined, kernelInitializer: 'zeros' as const, name: stack.name('dense') };
  return stack.add(tfl.layers.dense(config), x, [kernel, ...(bias ? [[bias, [units]] as const] : [])]);
}

/** One slope a channel, below zero. */
export function prelu(stack: LayerStack, x: SymbolicTensor, slopes: Float32Array): SymbolicTensor {
  const shared = x.shape.slice(1, -1);
  const layer = tfl.layers.prelu({
    ...(shared.length > 0 && { sharedAxes: shared.map((_, axis) => axis + 1) }),
    name: stack.name('prelu'),
  });
  return stack.add(layer, x, [[slopes, [...shared.map(() => 1), channelsOf(x)]]]);
}

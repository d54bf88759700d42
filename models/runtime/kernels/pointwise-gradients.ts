import { sizeOf } from '../shapes.ts';
import type { Tracer } from '../tracer.ts';
import { Value } from '../value.ts';
import { isPointwise } from './blocked-convolution.ts';
import type { ConvInfo } from './convolution.ts';

/** Filters of 1×1 that meet every pixel once are matrices: their gradients are products of matrices. */
const isMatrix = (info: ConvInfo): boolean =>
  isPointwise(info) && sizeOf(info.inShape.slice(1, 3)) === sizeOf(info.outShape.slice(1, 3));

/** The gradient towards the filter: a product for each image, summed over the batch. Undefined for other filters. */
export function pointwiseFilterGradient(t: Tracer, x: Value, dy: Value, info: ConvInfo): Value | undefined {
  if (!isMatrix(info)) return undefined;
  const { batchSize: n, inChannels, outChannels } = info;
  const pixels = info.inHeight * info.inWidth;
  const images = t.reshape(t.full(x, 'nchw'), [n, inChannels, pixels]);
  const gradients = t.reshape(t.full(dy, 'nchw'), [n, outChannels, pixels]);
  // The runtime takes the transposed operand as it lies (its MatmulTransposeFusion).
  const products = t.graph.node('MatMul', [images, t.transpose(gradients, [0, 2, 1])]);
  const sum = t.graph.node('ReduceSum', [products, t.graph.ints([0])], { keepdims: 0 });
  const shape = [1, 1, inChannels, outChannels];
  return Value.computed(shape, x.dtype, t.reshape(sum, shape));
}

/** The gradient towards the input: a convolution by the transposed matrix. Undefined for other filters. */
export function pointwiseInputGradient(
  t: Tracer,
  dy: Value,
  filter: Value,
  info: ConvInfo,
  depthwise: boolean,
): Value | undefined {
  if (depthwise || !isMatrix(info)) return undefined;
  // [1, 1, in, out] as [in, out, 1, 1]: the same numbers in the same order.
  const weights = t.reshape(t.full(filter), [info.inChannels, info.outChannels, 1, 1]);
  const gradient = t.graph.node('Conv', [t.full(dy, 'nchw'), weights], { kernel_shape: [1, 1], group: 1 });
  return Value.computed(info.inShape, dy.dtype, gradient, 'nchw');
}

import { sizeOf, toNchw } from '../shapes.ts';
import { TraceError } from '../trace-error.ts';
import { Value } from '../value.ts';
import { windowAttributes } from './convolution.ts';
import { transposedLength } from './convolution-gradients.ts';
import { type PoolAttributes, poolInfo, poolWindow } from './pooling.ts';
import { defineKernel, type Inputs } from './table.ts';

/** MaxPool's second output says where each maximum lay, as an index into the whole input: the gradient is added there. */
defineKernel<Inputs<'dy' | 'input' | 'output'>, PoolAttributes>('MaxPoolGrad', (t, { dy, input }, a) => {
  const window = poolWindow(poolInfo(input.shape, a));
  const [, positions] = t.graph.nodeOf('MaxPool', [t.full(input, 'nchw')], window, 2) as [string, string];
  const zeros = t.graph.node('ConstantOfShape', [t.graph.ints([sizeOf(input.shape)])]);
  const updates = [t.reshape(positions, [-1]), t.reshape(t.full(dy, 'nchw'), [-1])];
  const flat = t.graph.node('ScatterElements', [zeros, ...updates], { axis: 0, reduction: 'add' });
  return Value.computed(input.shape, dy.dtype, t.reshape(flat, toNchw(input.shape)), 'nchw');
});

/**
 * Each output's gradient, divided by the number of pixels its window held, is spread evenly over that window: a
 * depthwise transposed convolution with ones. tfjs's own kernel divides by the whole window at the border too, although
 * its forward pass does not; this is the gradient that finite differences confirm.
 */
defineKernel<Inputs<'dy' | 'input'>, PoolAttributes>('AvgPoolGrad', (t, { dy, input }, a) => {
  const info = poolInfo(input.shape, a);
  const { kernel_shape, strides, pads } = windowAttributes(info);
  const [, height, width, channels] = input.shape as [number, number, number, number];
  const shares = new Float32Array(info.outHeight * info.outWidth);
  for (let row = 0; row < info.outHeight; row++) {
    for (let column = 0; column < info.outWidth; column++) {
      const rows = covered(row * info.strideHeight - info.padInfo.top, info.filterHeight, height);
      const columns = covered(column * info.strideWidth - info.padInfo.left, info.filterWidth, width);
      shares[row * info.outWidth + column] = 1 / Math.max(1, rows * columns);
    }
  }
  const share = t.graph.constant(shares, [1, 1, info.outHeight, info.outWidth], 'float32');
  const even = t.graph.node('Mul', [t.full(dy, 'nchw'), share]);
  const window = { kernel_shape, strides, pads };
  const padding = [
    height - transposedLength(window, 0, info.outHeight),
    width - transposedLength(window, 1, info.outWidth),
  ];
  if (padding.some((n) => n < 0))
    throw new TraceError('A pool whose last window leaves the input has no gradient rule.');
  const onesShape = [channels, 1, ...kernel_shape];
  const ones = t.graph.constant(new Float32Array(sizeOf(onesShape)).fill(1), onesShape, 'float32');
  const attributes = { ...window, output_padding: padding, group: channels };
  return Value.computed(input.shape, dy.dtype, t.graph.node('ConvTranspose', [even, ones], attributes), 'nchw');
});

/** How many of `length` positions a window of `size` beginning at `start` (perhaps in the padding) holds. */
const covered = (start: number, size: number, length: number): number =>
  Math.min(start + size, length) - Math.max(0, start);

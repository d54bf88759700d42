import { backend_util } from '@tensorflow/tfjs-core';
import type { Tracer } from '../tracer.ts';
import { Value } from '../value.ts';
import { defineKernel, type Inputs } from './table.ts';

interface DilationAttributes {
  readonly strides: [number, number] | number;
  readonly pad: 'same' | 'valid' | number;
  readonly dilations: [number, number] | number;
}

const infoOf = (x: Value, filter: Value, a: DilationAttributes) =>
  backend_util.computeDilation2DInfo(
    x.shape as [number, number, number, number],
    filter.shape as [number, number, number],
    a.strides,
    a.pad as 'same',
    'NHWC',
    a.dilations,
  );

/**
 * Grey-scale morphological dilation: the maximum over the window of pixel plus filter, as one shifted sum for each of
 * the window's places. Padding never wins: it is lower than any pixel.
 */
defineKernel<Inputs<'x' | 'filter'>, DilationAttributes>('Dilation2D', (t, { x, filter }, a) =>
  highestOf(t, shiftedSums(t, x, filter, a)),
);

const highestOf = (t: Tracer, sums: readonly Value[]): Value =>
  sums.reduce((highest, sum) => t.call('Maximum', { a: highest, b: sum }));

/** Pixel plus filter for each of the window's places, row by row, in the output's shape. */
function shiftedSums(t: Tracer, x: Value, filter: Value, a: DilationAttributes): Value[] {
  const info = infoOf(x, filter, a);
  const { batchSize, inChannels, outHeight, outWidth, strideHeight, strideWidth, padInfo } = info;
  const reach = (out: number, stride: number, size: number, dilation: number) =>
    (out - 1) * stride + (size - 1) * dilation + 1;
  const bottom = reach(outHeight, strideHeight, info.filterHeight, info.dilationHeight) - info.inHeight - padInfo.top;
  const right = reach(outWidth, strideWidth, info.filterWidth, info.dilationWidth) - info.inWidth - padInfo.left;
  const paddings = [
    [0, 0],
    [padInfo.top, Math.max(0, bottom)],
    [padInfo.left, Math.max(0, right)],
    [0, 0],
  ];
  const padded = t.call('PadV2', { x }, { paddings, constantValue: LOWEST });
  const sums: Value[] = [];
  for (let row = 0; row < info.filterHeight; row++) {
    for (let column = 0; column < info.filterWidth; column++) {
      const [top, left] = [row * info.dilationHeight, column * info.dilationWidth];
      const pixels = t.call(
        'StridedSlice',
        { x: padded },
        {
          begin: [0, top, left, 0],
          end: [
            batchSize,
            top + (outHeight - 1) * strideHeight + 1,
            left + (outWidth - 1) * strideWidth + 1,
            inChannels,
          ],
          strides: [1, strideHeight, strideWidth, 1],
          beginMask: 0,
          endMask: 0,
          ellipsisMask: 0,
          newAxisMask: 0,
          shrinkAxisMask: 0,
        },
      );
      const weight = t.call('Slice', { x: filter }, { begin: [row, column, 0], size: [1, 1, inChannels] });
      sums.push(t.call('Add', { a: pixels, b: weight }));
    }
  }
  return sums;
}

/** The gradient goes to the first of the window's places that has the maximum, as in tfjs: one share for each place. */
function shares(t: Tracer, { x, filter, dy }: Inputs<'x' | 'filter' | 'dy'>, a: DilationAttributes): Value[] {
  const sums = shiftedSums(t, x, filter, a);
  const highest = highestOf(t, sums);
  let taken: Value | undefined;
  return sums.map((sum) => {
    const wins = t.call('Equal', { a: sum, b: highest });
    const first = taken ? t.call('LogicalAnd', { a: wins, b: t.call('LogicalNot', { x: taken }) }) : wins;
    taken = taken ? t.call('LogicalOr', { a: taken, b: wins }) : wins;
    return t.call('Select', { condition: first, t: dy, e: t.uniform(dy.shape, 0, 'float32') });
  });
}

defineKernel<Inputs<'x' | 'filter' | 'dy'>, DilationAttributes>('Dilation2DBackpropFilter', (t, inputs, a) => {
  const totals = shares(t, inputs, a).map((share) => t.call('Sum', { x: share }, { axis: [0, 1, 2], keepDims: false }));
  const rows = t.call('Pack', Object.fromEntries(totals.entries()), { axis: 0 });
  return t.call('Reshape', { x: rows }, { shape: inputs.filter.shape });
});

/** Each share goes back to where its place of the window looked: a transposed depthwise convolution with a single one. */
defineKernel<Inputs<'x' | 'filter' | 'dy'>, DilationAttributes>('Dilation2DBackpropInput', (t, inputs, a) => {
  const { x } = inputs;
  const info = infoOf(x, inputs.filter, a);
  const attributes = {
    strides: a.strides,
    pad: a.pad,
    dilations: a.dilations,
    inputShape: x.shape,
    dimRoundingMode: undefined,
  };
  const { filterHeight, filterWidth, inChannels } = info;
  const parts = shares(t, inputs, a).map((dy, place) => {
    const ones = new Float32Array(filterHeight * filterWidth * inChannels);
    ones.fill(1, place * inChannels, (place + 1) * inChannels);
    const filter = Value.constant(ones, [filterHeight, filterWidth, inChannels, 1], 'float32');
    return t.call('DepthwiseConv2dNativeBackpropInput', { dy, filter }, attributes);
  });
  return parts.reduce((sum, part) => t.call('Add', { a: sum, b: part }));
});

/** tfjs begins its search at this number, too. */
const LOWEST = Number.MIN_SAFE_INTEGER;

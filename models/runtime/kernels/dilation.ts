import { backend_util } from '@tensorflow/tfjs-core';
import type { Value } from '../value.ts';
import { defineKernel, type Inputs } from './table.ts';

interface DilationAttributes {
  readonly strides: [number, number] | number;
  readonly pad: 'same' | 'valid' | number;
  readonly dilations: [number, number] | number;
}

/**
 * Grey-scale morphological dilation: the maximum over the window of pixel plus filter, as one shifted sum for each of
 * the window's places. Padding never wins: it is lower than any pixel.
 */
defineKernel<Inputs<'x' | 'filter'>, DilationAttributes>('Dilation2D', (t, { x, filter }, a) => {
  const info = backend_util.computeDilation2DInfo(
    x.shape as [number, number, number, number],
    filter.shape as [number, number, number],
    a.strides,
    a.pad as 'same',
    'NHWC',
    a.dilations,
  );
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
  let highest: Value | undefined;
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
      const sum = t.call('Add', { a: pixels, b: weight });
      highest = highest ? t.call('Maximum', { a: highest, b: sum }) : sum;
    }
  }
  return highest as Value;
});

/** tfjs begins its search at this number, too. */
const LOWEST = Number.MIN_SAFE_INTEGER;

import { convolve, outputSize } from '../padding/convolve.ts';
import { pad } from '../padding/pad.ts';
import { type Plane, planeOf } from '../padding/plane.ts';

/** The largest of every window × window places, `stride` apart, no padding. @throws RangeError where the window does not fit */
export function maxPool(plane: Plane, window: number, stride: number): Plane {
  const rows = outputSize(plane.rows, window, 0, 0, { stride, dilation: 1 });
  const columns = outputSize(plane.columns, window, 0, 0, { stride, dilation: 1 });
  if (rows === 0 || columns === 0) throw new RangeError(`a window of ${window} does not fit into ${plane.rows}`);
  const values = new Float64Array(rows * columns);
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) {
      let most = Number.NEGATIVE_INFINITY;
      for (let i = 0; i < window; i++)
        for (let j = 0; j < window; j++)
          most = Math.max(most, plane.values[(y * stride + i) * plane.columns + x * stride + j]!);
      values[y * columns + x] = most;
    }
  return { rows, columns, values };
}

/** The mean of every window × window places: a strided convolution whose weights are all 1/window². */
export const averagePool = (plane: Plane, window: number, stride: number): Plane =>
  convolve(plane, planeOf(window, window, new Float64Array(window ** 2).fill(1 / window ** 2)), {
    stride,
    dilation: 1,
  });

/** Every stride-th row and column: a strided convolution with one weight. */
export const subsample = (plane: Plane, stride: number): Plane =>
  convolve(plane, planeOf(1, 1, [1]), { stride, dilation: 1 });

/** A row of Pascal's triangle, scaled to sum 1: the low-pass filters of Zhang 2019 (3: 1 2 1, 5: 1 4 6 4 1). */
export function binomial(taps: number): Float64Array {
  let row = [1];
  while (row.length < taps) row = [1, ...row.slice(1).map((value, i) => value + row[i]!), 1];
  return Float64Array.from(row, (value) => value / 2 ** (taps - 1));
}

/**
 * Blurs, then leaves places out: what the smaller picture cannot show is gone before it can fold into what it can (R. Zhang, "Making convolutional networks
 * shift-invariant again", ICML 2019). Reflect padding, ⌊(taps − 1) / 2⌋ before and the rest after, so that sides become ⌈n / stride⌉.
 */
export function blurPool(plane: Plane, taps: number, stride: number): Plane {
  const line = binomial(taps);
  const [before, after] = [Math.floor((taps - 1) / 2), Math.ceil((taps - 1) / 2)];
  const padded = pad(plane, { top: before, bottom: after, left: before, right: after }, 'reflect');
  const square = planeOf(
    taps,
    taps,
    [...line].flatMap((a) => [...line].map((b) => a * b)),
  );
  return convolve(padded, square, { stride, dilation: 1 });
}

/** Zhang's max pooling: the largest of 2 × 2 at every place, then {@link blurPool}. Sides become ⌈(n − 1) / stride⌉. */
export const maxBlurPool = (plane: Plane, window: number, taps: number, stride: number): Plane =>
  blurPool(maxPool(plane, window, 1), taps, stride);

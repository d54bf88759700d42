import type { Plane } from './plane.ts';

export interface Window {
  /** How far the kernel moves from one output to the next. */
  readonly stride: number;
  /** How far its taps lie apart; 1: side by side. */
  readonly dilation: number;
}

/** How many places a kernel of k taps spans: d(k − 1) + 1. */
export const spanOf = (k: number, dilation: number): number => dilation * (k - 1) + 1;

/**
 * How many outputs a line of n has: ⌊(n + before + after − d(k − 1) − 1) / s⌋ + 1, and none where the kernel does not fit (Dumoulin, Visin, "A
 * guide to convolution arithmetic for deep learning", 2016; PyTorch's Conv2d).
 */
export const outputSize = (n: number, k: number, before: number, after: number, { stride, dilation }: Window): number =>
  Math.max(0, Math.floor((n + before + after - spanOf(k, dilation)) / stride) + 1);

/**
 * What frameworks call a convolution, and is a cross-correlation: at each place where the kernel fits wholly, the sum of what lies under
 * its taps times their weights. [rows, columns] → [outputSize(rows), outputSize(columns)].
 * @throws RangeError where the kernel does not fit at all
 */
export function convolve(plane: Plane, kernel: Plane, window: Window): Plane {
  const { stride, dilation } = window;
  const rows = outputSize(plane.rows, kernel.rows, 0, 0, window);
  const columns = outputSize(plane.columns, kernel.columns, 0, 0, window);
  if (rows === 0 || columns === 0)
    throw new RangeError(`a kernel that spans ${spanOf(kernel.rows, dilation)} does not fit into ${plane.rows}`);
  const values = new Float64Array(rows * columns);
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) {
      let sum = 0;
      for (let i = 0; i < kernel.rows; i++) {
        const from = (y * stride + i * dilation) * plane.columns + x * stride;
        for (let j = 0; j < kernel.columns; j++)
          sum += kernel.values[i * kernel.columns + j]! * plane.values[from + j * dilation]!;
      }
      values[y * columns + x] = sum;
    }
  return { rows, columns, values };
}

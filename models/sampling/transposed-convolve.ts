import type { Plane } from '../padding/plane.ts';

export interface Transposition {
  readonly stride: number;
  /** How much is cut off on every side: the padding of the convolution that it belongs to. */
  readonly padding: number;
  /** Rows and columns more at the end, below the stride: which of the sizes that the convolution makes one of is meant. */
  readonly outputPadding?: number;
}

/** A line's length after a transposed convolution: (m − 1)s − 2p + k + o (Dumoulin, Visin 2016, relation 14; PyTorch's ConvTranspose2d). */
export const transposedSize = (m: number, k: number, { stride, padding, outputPadding = 0 }: Transposition): number =>
  (m - 1) * stride - 2 * padding + k + outputPadding;

/** The output padding that gives n back after a convolution of n: (n + 2p − k) mod s, what its last step left over. */
export const outputPaddingFor = (
  n: number,
  k: number,
  { stride, padding }: Omit<Transposition, 'outputPadding'>,
): number => (n + 2 * padding - k) % stride;

/**
 * The transpose of `convolve(pad(x, padding), kernel, stride)` as a matrix, and so the gradient towards its input: every input stamps the kernel, times
 * itself, onto the output at a stride's distance, and where stamps overlap they add up. [rows, columns] → [transposedSize(rows), transposedSize(columns)].
 * @throws RangeError where nothing is left, or the output padding is no smaller than the stride
 */
export function transposedConvolve(plane: Plane, kernel: Plane, transposition: Transposition): Plane {
  const { stride, padding, outputPadding = 0 } = transposition;
  const rows = transposedSize(plane.rows, kernel.rows, transposition);
  const columns = transposedSize(plane.columns, kernel.columns, transposition);
  if (rows < 1 || columns < 1) throw new RangeError('the padding cuts everything off');
  if (outputPadding !== 0 && outputPadding >= stride) throw new RangeError('an output padding is below the stride');
  const values = new Float64Array(rows * columns);
  for (let y = 0; y < plane.rows; y++)
    for (let x = 0; x < plane.columns; x++) {
      const value = plane.values[y * plane.columns + x]!;
      for (let i = 0; i < kernel.rows; i++) {
        const row = y * stride + i - padding;
        if (row < 0 || row >= rows) continue;
        for (let j = 0; j < kernel.columns; j++) {
          const column = x * stride + j - padding;
          if (column >= 0 && column < columns)
            values[row * columns + column]! += value * kernel.values[i * kernel.columns + j]!;
        }
      }
    }
  return { rows, columns, values };
}

/** How many inputs of a line of n reach each output, nothing cut off: what a kernel of ones makes of ones. */
export function overlapsOf(n: number, k: number, stride: number): Int32Array {
  const counts = new Int32Array((n - 1) * stride + k);
  for (let i = 0; i < n; i++) for (let j = 0; j < k; j++) counts[i * stride + j]!++;
  return counts;
}

/**
 * What each of a stride's phases gets from a line of ones, far from the ends: the sum of every s-th weight from the phase on. A constant
 * stays constant where they are all equal (Odena, Dumoulin, Olah, "Deconvolution and Checkerboard Artifacts", Distill 2016).
 */
export function phaseSums(weights: ArrayLike<number>, stride: number): Float64Array {
  const sums = new Float64Array(stride);
  for (let j = 0; j < weights.length; j++) sums[j % stride]! += weights[j]!;
  return sums;
}

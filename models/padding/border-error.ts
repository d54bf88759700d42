import { convolve, spanOf, type Window } from './convolve.ts';
import { allSides, type PaddingKind, pad } from './pad.ts';
import { cut, type Plane } from './plane.ts';

/** What padding did to a convolution's output. */
export interface BorderError {
  /** Of the padded picture, and of the uncropped one cut to the same place. */
  readonly output: Plane;
  readonly truth: Plane;
  /** Which outputs saw any padding, row by row. */
  readonly border: readonly boolean[];
  /** Mean and largest absolute difference of those, and the largest of the others. */
  readonly mean: number;
  readonly most: number;
  readonly inside: number;
}

export interface BorderInput {
  /** With `margin` more on every side than what is cropped. */
  readonly uncropped: Plane;
  readonly margin: number;
  readonly by: number;
  readonly kind: PaddingKind;
  readonly constant: number;
  readonly kernel: Plane;
  readonly window: Window;
}

/**
 * Crops the middle, pads it, convolves, and holds the output to that of the uncropped picture at the same places: what a kind of padding
 * invents against what really was there.
 * @throws RangeError where the margin is narrower than the padding, or the kernel does not fit
 */
export function borderError(
  { uncropped, margin, by, kind, constant, kernel, window }: BorderInput,
  padding: typeof pad = pad,
): BorderError {
  const [rows, columns] = [uncropped.rows - 2 * margin, uncropped.columns - 2 * margin];
  const middle = cut(uncropped, margin, margin, rows, columns);
  const output = convolve(padding(middle, allSides(by), kind, constant), kernel, window);
  const truth = convolve(cut(uncropped, margin - by, margin - by, rows + 2 * by, columns + 2 * by), kernel, window);
  const touches = (at: number, size: number, k: number): boolean => {
    const first = at * window.stride - by;
    return first < 0 || first + spanOf(k, window.dilation) > size;
  };
  const border: boolean[] = [];
  let [sum, count, most, inside] = [0, 0, 0, 0];
  for (let y = 0; y < output.rows; y++)
    for (let x = 0; x < output.columns; x++) {
      const at = y * output.columns + x;
      const error = Math.abs(output.values[at]! - truth.values[at]!);
      const edge = touches(y, rows, kernel.rows) || touches(x, columns, kernel.columns);
      border.push(edge);
      if (!edge) inside = Math.max(inside, error);
      else {
        sum += error;
        count++;
        most = Math.max(most, error);
      }
    }
  return { output, truth, border, mean: count === 0 ? 0 : sum / count, most, inside };
}

import { type Plane, planeOf } from '../padding/plane.ts';
import { fft2, powerOfTwo } from './fft.ts';

/** A picture in frequencies: [rows, columns], both powers of two, row by row, from frequency 0 on. */
export interface Spectrum {
  readonly rows: number;
  readonly columns: number;
  readonly real: Float64Array;
  readonly imaginary: Float64Array;
}

/** The spectrum of a plane, with zeros behind its rows and columns up to `rows` × `columns`. */
export function spectrumOf(plane: Plane, rows = powerOfTwo(plane.rows), columns = powerOfTwo(plane.columns)): Spectrum {
  const real = new Float64Array(rows * columns);
  for (let y = 0; y < plane.rows; y++)
    real.set(plane.values.subarray(y * plane.columns, (y + 1) * plane.columns), y * columns);
  const imaginary = new Float64Array(rows * columns);
  fft2(real, imaginary, rows, columns);
  return { rows, columns, real, imaginary };
}

/**
 * Undoes `convolve(pad(x, k − 1 zeros on every side), kernel)` at stride 1: [rows + k − 1, columns + k − 1] → [rows, columns], the x for which
 * ‖h ∗ x − observed‖² + λ‖x‖² is least. In frequencies that is X = H̄ Y / (|H|² + λ); with λ = 0 the plain inverse filter, which gives 0 where H
 * is 0. Padded so, a line's convolution is a circular one of the same numbers and nothing is lost at the border.
 *
 * λ as one number is Tikhonov's regularisation, and Wiener's filter for white noise and a white signal: their powers' ratio. One number a frequency (as
 * many as {@link gridOf} has) is Wiener's filter for any spectrum: N(f) / S(f) (Gonzalez, Woods, Digital Image Processing, §5.8).
 *
 * @throws RangeError where λ is negative or of another length, or the kernel larger than what it is said to have made
 */
export function deconvolve(observed: Plane, kernel: Plane, lambda: number | Float64Array): Plane {
  return inverseFilter(observed, kernel)(lambda);
}

/** The sides on which an observation is transformed. */
export const gridOf = ({ rows, columns }: Pick<Plane, 'rows' | 'columns'>): readonly [number, number] => [
  powerOfTwo(rows),
  powerOfTwo(columns),
];

/** `deconvolve` for several λ of one observation: both spectra are computed once. */
export function inverseFilter(observed: Plane, kernel: Plane): (lambda: number | Float64Array) => Plane {
  const [rows, columns] = [observed.rows - kernel.rows + 1, observed.columns - kernel.columns + 1];
  if (rows < 1 || columns < 1)
    throw new RangeError(
      `a kernel of ${kernel.rows} × ${kernel.columns} made no ${observed.rows} × ${observed.columns}`,
    );
  const [high, wide] = gridOf(observed);
  // What frameworks call a convolution has its kernel the other way round.
  const h = spectrumOf(planeOf(kernel.rows, kernel.columns, kernel.values.toReversed()), high, wide);
  const y = spectrumOf(observed, high, wide);
  return (lambda) => {
    const at = typeof lambda === 'number' ? () => lambda : (i: number) => lambda[i]!;
    if (typeof lambda === 'number' ? !(lambda >= 0) : lambda.length !== high * wide)
      throw new RangeError(`λ is one number from 0 on, or ${high} × ${wide} of them`);
    const real = new Float64Array(high * wide);
    const imaginary = new Float64Array(high * wide);
    for (let i = 0; i < real.length; i++) {
      const [hr, hi, yr, yi] = [h.real[i]!, h.imaginary[i]!, y.real[i]!, y.imaginary[i]!];
      const power = hr * hr + hi * hi + at(i);
      if (power === 0) continue;
      real[i] = (hr * yr + hi * yi) / power;
      imaginary[i] = (hr * yi - hi * yr) / power;
    }
    fft2(real, imaginary, high, wide, 'inverse');
    const values = new Float64Array(rows * columns);
    for (let row = 0; row < rows; row++) values.set(real.subarray(row * wide, row * wide + columns), row * columns);
    return { rows, columns, values };
  };
}

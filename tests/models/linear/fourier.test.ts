import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { deconvolve, gridOf, inverseFilter } from '../../../models/linear/deconvolve.ts';
import { fft, fft2, powerOfTwo } from '../../../models/linear/fft.ts';
import { convolve } from '../../../models/padding/convolve.ts';
import { kernelOf } from '../../../models/padding/kernels.ts';
import { allSides, pad } from '../../../models/padding/pad.ts';
import { type Plane, planeOf } from '../../../models/padding/plane.ts';

type Rows = number[][];
const references = JSON.parse(readFileSync(new URL('./references/fourier.json', import.meta.url), 'utf8')) as {
  lines: { re: number[]; im: number[]; outRe: number[]; outIm: number[] }[];
  pictures: { x: Rows; outRe: Rows; outIm: Rows }[];
  inverse: { w: Rows; x: Rows; y: Rows; noisy: Rows; solved: { lambda: number; x: Rows }[] };
};
const of = (rows: Rows): Plane => planeOf(rows.length, rows[0]!.length, rows.flat());
const near = (found: ArrayLike<number>, wanted: readonly number[], digits = 10): void => {
  expect(found.length).toBe(wanted.length);
  for (const [i, value] of wanted.entries()) expect(found[i]).toBeCloseTo(value, digits);
};

test('lines and pictures as NumPy transforms them, and back', () => {
  for (const { re, im, outRe, outIm } of references.lines) {
    const [real, imaginary] = [Float64Array.from(re), Float64Array.from(im)];
    fft(real, imaginary);
    near(real, outRe);
    near(imaginary, outIm);
    fft(real, imaginary, 'inverse');
    near(real, re);
    near(imaginary, im);
  }
  for (const { x, outRe, outIm } of references.pictures) {
    const [rows, columns] = [x.length, x[0]!.length];
    const [real, imaginary] = [Float64Array.from(x.flat()), new Float64Array(rows * columns)];
    fft2(real, imaginary, rows, columns);
    near(real, outRe.flat());
    near(imaginary, outIm.flat());
    fft2(real, imaginary, rows, columns, 'inverse');
    near(real, x.flat());
  }
  expect(() => fft(new Float64Array(6), new Float64Array(6))).toThrow(RangeError);
  expect(() => fft2(new Float64Array(8), new Float64Array(4), 2, 4)).toThrow(RangeError);
  expect([1, 2, 3, 112, 128].map(powerOfTwo)).toEqual([1, 2, 4, 128, 128]);
});

test('the regularised inverse is the least-squares solution that NumPy finds without a transform', () => {
  const { w, x, y, noisy, solved } = references.inverse;
  const kernel = of(w);
  // The model is the production convolution.
  near(convolve(pad(of(x), allSides(kernel.rows - 1), 'zero'), kernel, { stride: 1, dilation: 1 }).values, y.flat());
  for (const { lambda, x: wanted } of solved) {
    near(deconvolve(of(noisy), kernel, lambda).values, wanted.flat());
    const [rows, columns] = gridOf(of(noisy));
    near(deconvolve(of(noisy), kernel, new Float64Array(rows * columns).fill(lambda)).values, wanted.flat());
  }
  near(inverseFilter(of(y), kernel)(0).values, x.flat());
});

test('where a frequency is gone, it stays gone; what cannot be is refused', () => {
  // The mean of a picture is nothing to a kernel that sums to 0: the inverse gives everything but the mean of its grid.
  const flat = planeOf(8, 8, new Float64Array(64).fill(5));
  const edges = planeOf(1, 2, [-1, 1]);
  const none = deconvolve(convolve(flat, edges, { stride: 1, dilation: 1 }), edges, 0);
  expect(Math.max(...none.values)).toBe(0);
  expect(() => deconvolve(flat, kernelOf('mean', 9), 0)).toThrow(RangeError);
  expect(() => deconvolve(flat, kernelOf('mean', 3), -1)).toThrow(RangeError);
  expect(() => deconvolve(flat, kernelOf('mean', 3), new Float64Array(3))).toThrow(RangeError);
});

/**
 * Peak signal-to-noise ratio in decibels: 10 · log₁₀(peak² / MSE), the mean taken over all values (all channels together). Infinite for equal
 * pictures. Symmetric. It weighs each value alone: a picture moved by one pixel may score below a blurred one.
 * @param a values of one picture, in any order
 * @param b as many, in the same order
 * @param peak the largest value that there can be: 255 for bytes, 1 for shares
 * @throws RangeError where the lengths differ, nothing is there, or the peak is not above 0
 */
export function psnr(a: ArrayLike<number>, b: ArrayLike<number>, peak: number): number {
  if (!(peak > 0)) throw new RangeError(`a peak of ${peak} is not above 0`);
  return 10 * Math.log10((peak * peak) / meanSquaredError(a, b));
}

/** @throws RangeError where the lengths differ or nothing is there */
export function meanSquaredError(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length || a.length === 0) throw new RangeError(`${a.length} and ${b.length} values`);
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i]! - b[i]!) ** 2;
  return sum / a.length;
}

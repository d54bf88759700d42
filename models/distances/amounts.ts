import { sameLength, type Vector } from './vectors.ts';

/**
 * Σ|aᵢ − bᵢ| / Σ|aᵢ + bᵢ|: of amounts (none below 0) the share not held in common, 0 … 1. Not a metric: it breaks the triangle inequality
 * (Bray, Curtis, "An ordination of the upland forest communities of southern Wisconsin", 1957). Of two vectors of zeros 0.
 * @throws RangeError where the lengths differ
 */
export function brayCurtis(a: Vector, b: Vector): number {
  let [apart, all] = [0, 0];
  for (let i = 0, n = sameLength(a, b); i < n; i++) {
    apart += Math.abs(a[i]! - b[i]!);
    all += Math.abs(a[i]! + b[i]!);
  }
  return apart === 0 ? 0 : apart / all;
}

/**
 * Σ |aᵢ − bᵢ| / (|aᵢ| + |bᵢ|), a place of two zeros counting 0: differences relative to their size, so that it is sharpest near zero (Lance,
 * Williams 1967).
 * @throws RangeError where the lengths differ
 */
export function canberra(a: Vector, b: Vector): number {
  let sum = 0;
  for (let i = 0, n = sameLength(a, b); i < n; i++) {
    const size = Math.abs(a[i]!) + Math.abs(b[i]!);
    if (size > 0) sum += Math.abs(a[i]! - b[i]!) / size;
  }
  return sum;
}

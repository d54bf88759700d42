/** Numbers to compare, place by place. */
export type Vector = ArrayLike<number>;

/** @throws RangeError where the two do not have as many numbers */
export function sameLength(a: ArrayLike<unknown>, b: ArrayLike<unknown>): number {
  if (a.length !== b.length) throw new RangeError(`${a.length} numbers meet ${b.length}`);
  return a.length;
}

/** √Σ(aᵢ − bᵢ)²: the straight line. @throws RangeError where the lengths differ */
export function euclidean(a: Vector, b: Vector): number {
  let sum = 0;
  for (let i = 0, n = sameLength(a, b); i < n; i++) sum += (a[i]! - b[i]!) ** 2;
  return Math.sqrt(sum);
}

/** Σ|aᵢ − bᵢ|: along the axes, as streets go. @throws RangeError where the lengths differ */
export function manhattan(a: Vector, b: Vector): number {
  let sum = 0;
  for (let i = 0, n = sameLength(a, b); i < n; i++) sum += Math.abs(a[i]! - b[i]!);
  return sum;
}

/** maxᵢ|aᵢ − bᵢ|: the moves of a king on a chessboard. @throws RangeError where the lengths differ */
export function chebyshev(a: Vector, b: Vector): number {
  let most = 0;
  for (let i = 0, n = sameLength(a, b); i < n; i++) most = Math.max(most, Math.abs(a[i]! - b[i]!));
  return most;
}

/**
 * (Σ|aᵢ − bᵢ|ᵖ)^(1/p); 1 is Manhattan, 2 Euclidean, and it nears Chebyshev as p grows (p may be Infinity). Below 1 it breaks the
 * triangle inequality (Minkowski, Geometrie der Zahlen, 1910). Scaled by the largest difference, so that a high power does not overflow.
 * @throws RangeError where the lengths differ, or p is not above 0
 */
export function minkowski(a: Vector, b: Vector, p: number): number {
  if (!(p > 0)) throw new RangeError(`p is ${p}, and must be above 0`);
  const largest = chebyshev(a, b);
  if (largest === 0 || p === Number.POSITIVE_INFINITY) return largest;
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (Math.abs(a[i]! - b[i]!) / largest) ** p;
  return largest * sum ** (1 / p);
}

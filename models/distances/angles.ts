import { sameLength, type Vector } from './vectors.ts';

/**
 * 1 − a·b / (|a| |b|), from 0 (one direction) to 2 (opposite); lengths do not matter. Not a metric: it breaks the triangle inequality.
 * NaN where a vector has no direction.
 * @throws RangeError where the lengths differ
 */
export function cosineDistance(a: Vector, b: Vector): number {
  let [dot, squareA, squareB] = [0, 0, 0];
  for (let i = 0, n = sameLength(a, b); i < n; i++) {
    dot += a[i]! * b[i]!;
    squareA += a[i]! ** 2;
    squareB += b[i]! ** 2;
  }
  // Rounding may take a cosine a little past 1.
  return 1 - Math.max(-1, Math.min(1, dot / Math.sqrt(squareA * squareB)));
}

/**
 * The cosine distance of what is left when each vector's own mean is taken away: 1 − Pearson's correlation. NaN where all numbers of a
 * vector are equal.
 * @throws RangeError where the lengths differ
 */
export function correlationDistance(a: Vector, b: Vector): number {
  sameLength(a, b);
  return cosineDistance(centred(a), centred(b));
}

function centred(a: Vector): Float64Array {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]!;
  return Float64Array.from(a, (value) => value - sum / a.length);
}

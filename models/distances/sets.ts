import { sameLength, type Vector } from './vectors.ts';

/** The share of places that differ, 0 … 1 (Hamming 1950 counts them). @throws RangeError where the lengths differ */
export function hamming(a: ArrayLike<unknown>, b: ArrayLike<unknown>): number {
  const n = sameLength(a, b);
  let different = 0;
  for (let i = 0; i < n; i++) if (a[i] !== b[i]) different++;
  return n === 0 ? 0 : different / n;
}

/**
 * 1 − |A ∩ B| / |A ∪ B| of two sets, each given as 1 (or any number but 0) where it has an element and 0 where not; of two empty sets 0
 * (Jaccard 1901).
 * @throws RangeError where the lengths differ
 */
export function jaccard(a: Vector, b: Vector): number {
  let [both, either] = [0, 0];
  for (let i = 0, n = sameLength(a, b); i < n; i++) {
    if (a[i] !== 0 && b[i] !== 0) both++;
    if (a[i] !== 0 || b[i] !== 0) either++;
  }
  return either === 0 ? 0 : 1 - both / either;
}

/**
 * Comparison scores: cosine similarity, higher is closer. Infinite scores are allowed (−∞ stands for "never accepted",
 * as a failure to acquire is); NaN is a bug upstream and throws, because it would compare false with every threshold
 * and so vanish from both rates.
 */
export type Scores = Float32Array | Float64Array;

/** A copy in ascending order, in double precision. Throws a RangeError at the first NaN. */
export function sortedScores(scores: ArrayLike<number>): Float64Array {
  const sorted = Float64Array.from(scores);
  assertNoNaN(sorted);
  return sorted.sort();
}

export function assertNoNaN(scores: ArrayLike<number>): void {
  for (let i = 0; i < scores.length; i++) {
    if (Number.isNaN(scores[i])) throw new RangeError(`score ${i} is NaN`);
  }
}

/** How many of the ascending `sorted` are `>= threshold`: the number accepted. */
export function countAtLeast(sorted: Scores, threshold: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! >= threshold) high = middle;
    else low = middle + 1;
  }
  return sorted.length - low;
}

const bits = new DataView(new ArrayBuffer(8));

/** The smallest double above `value`; +∞ stays +∞ (IEEE 754 nextUp). */
export function nextUp(value: number): number {
  if (value === Number.POSITIVE_INFINITY || Number.isNaN(value)) return value;
  if (value === 0) return Number.MIN_VALUE;
  bits.setFloat64(0, value);
  bits.setBigInt64(0, bits.getBigInt64(0) + (value > 0 ? 1n : -1n));
  return bits.getFloat64(0);
}

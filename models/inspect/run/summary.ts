/** How a layer's numbers are spread. */
export interface Spread {
  readonly low: number;
  readonly high: number;
  readonly mean: number;
  readonly deviation: number;
  /** Share of exact zeros: what a rectifier has cut off. */
  readonly zeros: number;
  /** In so many equal bins from `low` to `high`. */
  readonly counts: readonly number[];
}

export const BINS = 40;

/** Numbers that are none (NaN, infinite) are left out. */
export function spreadOf(data: ArrayLike<number>, bins = BINS): Spread {
  let [low, high, sum, squares, zeros, count] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0, 0, 0];
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    if (!Number.isFinite(value)) continue;
    count++;
    sum += value;
    squares += value * value;
    if (value < low) low = value;
    if (value > high) high = value;
    if (value === 0) zeros++;
  }
  if (count === 0) return { low: 0, high: 0, mean: 0, deviation: 0, zeros: 0, counts: new Array(bins).fill(0) };
  const mean = sum / count;
  const counts = new Array<number>(bins).fill(0);
  const width = (high - low) / bins;
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    if (!Number.isFinite(value)) continue;
    counts[width === 0 ? 0 : Math.min(bins - 1, Math.floor((value - low) / width))]!++;
  }
  return {
    low,
    high,
    mean,
    deviation: Math.sqrt(Math.max(0, squares / count - mean * mean)),
    zeros: zeros / count,
    counts,
  };
}

import type { Scores } from './scores.ts';

/** Comparisons per bin of equal width over [−1, 1] (cosine); values outside, by rounding or infinite, go to the end bins. */
export function scoreHistogram(scores: Scores, bins = 200): Float64Array {
  const counts = new Float64Array(bins);
  for (let i = 0; i < scores.length; i++) {
    const bin = Math.floor(((scores[i]! + 1) / 2) * bins);
    counts[Math.min(bins - 1, Math.max(0, bin))]!++;
  }
  return counts;
}

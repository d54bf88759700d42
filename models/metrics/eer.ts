import { countAtLeast, type Scores } from './scores.ts';

/**
 * Equal error rate as FVC2000 defines it for step functions (Maio et al., "FVC2000: Fingerprint Verification
 * Competition", PAMI 2002): t1 = the last threshold with FNMR ≤ FMR, t2 = the first with FNMR ≥ FMR; of the two the one
 * with the smaller sum counts, and the EER is the mean of its two rates. `low` and `high` are those rates.
 */
export interface EqualErrorRate {
  readonly eer: number;
  readonly low: number;
  readonly high: number;
  readonly threshold: number;
}

/**
 * `mated` and `nonMated` ascending; null when either is empty. A summary only: an operating point needs an FMR. Two points of
 * the curve decide, and they are found by bisection: millions of scores need no curve.
 */
export function equalErrorRate(mated: Scores, nonMated: Scores): EqualErrorRate | null {
  if (mated.length === 0 || nonMated.length === 0) return null;
  const fmr = (threshold: number): number => countAtLeast(nonMated, threshold) / nonMated.length;
  const fnmr = (threshold: number): number => (mated.length - countAtLeast(mated, threshold)) / mated.length;
  const second = Math.min(
    ...[mated, nonMated].map((scores) => firstWhere(scores, (score) => fnmr(score) >= fmr(score))),
  );
  const below = [mated, nonMated].flatMap((scores) => scores[scores.length - countAtLeast(scores, second) - 1] ?? []);
  const thresholds = below.length === 0 ? [second] : [Math.max(...below), second];
  return equalErrorRateOf(thresholds.map(fmr), thresholds.map(fnmr), thresholds);
}

/** The lowest score for which the condition holds, which then holds for all above; +∞ where it holds for none. */
function firstWhere(scores: Scores, holds: (score: number) => boolean): number {
  let low = 0;
  let high = scores.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(scores[middle]!)) high = middle;
    else low = middle + 1;
  }
  return scores[low] ?? Number.POSITIVE_INFINITY;
}

/** The same from a curve whose thresholds ascend; it must begin with FNMR ≤ FMR. */
export function equalErrorRateOf(
  fmr: ArrayLike<number>,
  fnmr: ArrayLike<number>,
  thresholds: ArrayLike<number>,
): EqualErrorRate {
  // FNMR − FMR never falls along the curve, so the crossing is found by bisection.
  let first = 0;
  let high = fmr.length;
  while (first < high) {
    const middle = (first + high) >>> 1;
    if (fnmr[middle]! >= fmr[middle]!) high = middle;
    else first = middle + 1;
  }
  // The curve ends before the rates meet where +∞ scores keep FMR up: there is no t2 then, and t1 is its last point.
  let at = Math.min(first, fmr.length - 1);
  // At t2 the rates may be equal, which makes it t1 as well. Otherwise t1 is the point before.
  const stepBack = first > 0 && first < fmr.length && fnmr[first]! > fmr[first]!;
  if (stepBack && fnmr[first - 1]! + fmr[first - 1]! <= fnmr[first]! + fmr[first]!) at = first - 1;
  const a = fmr[at]!;
  const b = fnmr[at]!;
  return { eer: (a + b) / 2, low: Math.min(a, b), high: Math.max(a, b), threshold: thresholds[at]! };
}

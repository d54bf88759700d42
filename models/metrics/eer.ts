import { detCurve } from './det.ts';
import type { Scores } from './scores.ts';

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

/** `mated` and `nonMated` ascending; null when either is empty. A summary only: an operating point needs an FMR. */
export function equalErrorRate(mated: Scores, nonMated: Scores): EqualErrorRate | null {
  const curve = detCurve(mated, nonMated);
  return curve === null ? null : equalErrorRateOf(curve.fmr, curve.fnmr, curve.thresholds);
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

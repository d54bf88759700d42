import { falseMatchRate, falseNonMatchRate, thresholdForRate } from './error-rates.ts';
import { nextUp, type Scores } from './scores.ts';

/**
 * Points of a detection error trade-off (Martin et al., "The DET curve in assessment of detection task performance", Eurospeech 1997;
 * ISO/IEC 19795-1:2021) by ascending threshold: `rate` (FMR or FPIR) falls, `miss` (FNMR or FNIR) rises.
 */
export interface TradeOffPoints {
  readonly thresholds: Float64Array;
  readonly rate: Float64Array;
  readonly miss: Float64Array;
}

/**
 * As many points as a log–log plot can tell apart, each on the curve: found by bisection, without walking millions of scores as
 * `detCurve` does. The lowest score and +∞ are its ends, +∞ also standing for "nobody is accepted". `accepting` and `wrong` ascending: scores
 * that should be accepted (mated) and should not. Null when either is empty.
 */
export function tradeOffPoints(accepting: Scores, wrong: Scores, perDecade = 24): TradeOffPoints | null {
  if (accepting.length === 0 || wrong.length === 0) return null;
  const candidates = new Set<number>([Math.min(accepting[0]!, wrong[0]!), Number.POSITIVE_INFINITY]);
  for (const target of logGrid(1, 1 / wrong.length, perDecade)) {
    const threshold = thresholdForRate(wrong, target);
    if (threshold !== null) candidates.add(threshold);
  }
  // Just above the k-th lowest of those to be accepted: there exactly k of them are missed.
  for (const share of logGrid(1, 1 / accepting.length, perDecade)) {
    const missed = Math.max(1, Math.round(share * accepting.length));
    candidates.add(nextUp(accepting[missed - 1]!));
    candidates.add(accepting[missed - 1]!);
  }
  const thresholds = Float64Array.from(candidates).sort();
  const rate = thresholds.map((threshold) => falseMatchRate(wrong, threshold).rate!);
  const miss = thresholds.map((threshold) => falseNonMatchRate(accepting, threshold).rate!);
  const kept = Array.from(thresholds.keys()).filter(
    (i) => i === 0 || i === thresholds.length - 1 || rate[i] !== rate[i - 1] || miss[i] !== miss[i - 1],
  );
  const pick = (values: Float64Array): Float64Array => Float64Array.from(kept, (i) => values[i]!);
  return { thresholds: pick(thresholds), rate: pick(rate), miss: pick(miss) };
}

/** Rates from `high` down to `low`, evenly spaced on a logarithmic axis, both ends included. */
export function logGrid(high: number, low: number, perDecade: number): number[] {
  const steps = Math.max(1, Math.ceil(Math.log10(high / low) * perDecade));
  return Array.from({ length: steps + 1 }, (_, i) => (i === steps ? low : high * (low / high) ** (i / steps)));
}

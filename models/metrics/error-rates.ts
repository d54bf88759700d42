import { countAtLeast, nextUp, type Scores } from './scores.ts';

/**
 * Errors among trials (ISO/IEC 19795-1). `rate` is `errors / trials`, or null when there was no trial: a rate of
 * nothing is not measurable, and 0 would claim that it was perfect.
 */
export interface ErrorRate {
  readonly errors: number;
  readonly trials: number;
  readonly rate: number | null;
}

export const errorRate = (errors: number, trials: number): ErrorRate => ({
  errors,
  trials,
  rate: trials === 0 ? null : errors / trials,
});

/** FMR(t) = #{non-mated scores ≥ t} / #{non-mated}. `nonMated` ascending (`sortedScores`). */
export const falseMatchRate = (nonMated: Scores, threshold: number): ErrorRate =>
  errorRate(countAtLeast(nonMated, threshold), nonMated.length);

/** FNMR(t) = #{mated scores < t} / #{mated}. `mated` ascending (`sortedScores`). */
export const falseNonMatchRate = (mated: Scores, threshold: number): ErrorRate =>
  errorRate(mated.length - countAtLeast(mated, threshold), mated.length);

/** The greatest whole number of errors k with k / trials ≤ rate, exact although `rate * trials` rounds. */
export function errorsAllowed(rate: number, trials: number): number {
  if (!(rate >= 0)) throw new RangeError(`a rate must be at least 0, not ${rate}`);
  let allowed = Math.min(trials, Math.floor(rate * trials));
  while (allowed < trials && (allowed + 1) / trials <= rate) allowed++;
  while (allowed > 0 && allowed / trials > rate) allowed--;
  return allowed;
}

/**
 * The smallest threshold at which at most `target` of the ascending `sorted` scores are accepted: with ties, a score
 * that would break the promise is excluded with all its equals. −∞ when everything may be accepted; null when no
 * threshold keeps the promise (no scores at all, or too many at +∞).
 */
export function thresholdForRate(sorted: Scores, target: number): number | null {
  if (sorted.length === 0) return null;
  const allowed = errorsAllowed(target, sorted.length);
  if (allowed >= sorted.length) return Number.NEGATIVE_INFINITY;
  const highestRefused = sorted[sorted.length - 1 - allowed]!;
  return highestRefused === Number.POSITIVE_INFINITY ? null : nextUp(highestRefused);
}

/** The smallest threshold t with FMR(t) ≤ `target`. */
export const thresholdForFmr = (nonMated: Scores, target: number): number | null => thresholdForRate(nonMated, target);

import { quantile } from './quantile.ts';

/** Repeated timings of one thing, in milliseconds. */
export interface Timings {
  readonly runs: number;
  readonly median: number;
  readonly p95: number;
  /** An interval that holds the median of all such runs with at least 95 %, where there are at least six runs; else their range. */
  readonly low: number;
  readonly high: number;
}

/**
 * The median's interval is between two order statistics: the number of runs below the true median is binomial(n, 1/2), whatever their
 * distribution (Thompson, Annals of Mathematical Statistics 1936).
 * @throws RangeError where there are none
 */
export function timingsOf(samples: readonly number[]): Timings {
  if (samples.length === 0) throw new RangeError('no timings');
  const sorted = Float64Array.from(samples).sort();
  const rank = medianRank(sorted.length);
  return {
    runs: sorted.length,
    median: quantile(sorted, 0.5)!,
    p95: quantile(sorted, 0.95)!,
    low: sorted[rank]!,
    high: sorted[sorted.length - 1 - rank]!,
  };
}

/**
 * The largest k, from 0, for which a binomial(n, 1/2) number is at most k with no more than 2.5 %; 0 where there is no such k. Order
 * statistics k and n − 1 − k (from 0) then hold the median with at least 95 %.
 */
export function medianRank(n: number): number {
  return Math.max(0, tailRank(n));
}

/** The same, −1 where there is none. */
function tailRank(n: number): number {
  let below = 0;
  let term = -n * Math.LN2;
  for (let k = 0; k < n / 2; k++) {
    below += Math.exp(term);
    if (below > 0.025) return k - 1;
    term += Math.log((n - k) / (k + 1));
  }
  return -1;
}

/**
 * Whether the first is quicker beyond chance, where both were timed round by round: the sign test on rounds (two-sided, 5 %). What slows a
 * whole machine for a while slows both of a round, which two medians would not know.
 * @throws RangeError where they were not timed as often
 */
export function surelyQuicker(a: readonly number[], b: readonly number[]): boolean {
  if (a.length !== b.length) throw new RangeError(`${a.length} and ${b.length} runs do not pair`);
  const wins = a.filter((ms, i) => ms < b[i]!).length;
  const losses = a.filter((ms, i) => ms > b[i]!).length;
  return wins > losses && losses <= tailRank(wins + losses);
}

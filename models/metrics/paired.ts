import { type BootstrapOptions, drawPeople, type Interval } from './bootstrap.ts';
import { quantile } from './quantile.ts';
import { seededRandom } from './seeded-random.ts';

/** How a figure of a second system differs from the first's, `second − first`. */
export interface PairedDifference {
  readonly interval: Interval;
  /** Two-sided. */
  readonly p: number;
}

/**
 * Two systems on the same trials, bootstrapped by person with the same draws for both: what they share (hard people, bad pictures)
 * cancels out, which two separate intervals cannot show (Bolle, Ratha & Pankanti, CVIU 2004, for the draws; Efron & Tibshirani, "An
 * Introduction to the Bootstrap", 1993, ch. 16, for the test). p is twice the share of differences on the rarer side of zero, zero itself
 * counted on both; (k + 1) / (n + 1), so that it is never 0. Null where a statistic is missing in more than one draw of twenty.
 */
export function pairedDifference(
  people: number,
  first: (drawn: Float64Array) => number | null,
  second: (drawn: Float64Array) => number | null,
  options: BootstrapOptions = {},
): PairedDifference | null {
  const { replicates = 1000, seed = 1, level = 0.95 } = options;
  if (people === 0) return null;
  const random = seededRandom(seed);
  const differences: number[] = [];
  for (let replicate = 0; replicate < replicates; replicate++) {
    const drawn = drawPeople(people, random);
    const [a, b] = [first(drawn), second(drawn)];
    if (a !== null && b !== null) differences.push(b - a);
  }
  if (differences.length < replicates * 0.95) return null;
  const sorted = Float64Array.from(differences).sort();
  const low = quantile(sorted, (1 - level) / 2)!;
  const high = quantile(sorted, (1 + level) / 2)!;
  const side = (test: (d: number) => boolean): number => (differences.filter(test).length + 1) / (sorted.length + 1);
  const p = Math.min(
    1,
    2 *
      Math.min(
        side((d) => d <= 0),
        side((d) => d >= 0),
      ),
  );
  return { interval: { low, high, level }, p };
}

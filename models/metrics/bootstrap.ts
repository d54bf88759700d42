import { quantile } from './quantile.ts';
import { type Random, seededRandom } from './seeded-random.ts';

export interface Interval {
  readonly low: number;
  readonly high: number;
  /** Nominal coverage, 0.95. */
  readonly level: number;
}

export interface BootstrapOptions {
  /** Default 1,000. */
  readonly replicates?: number;
  /** Default 1; the same seed gives the same interval. */
  readonly seed?: number;
  /** Default 0.95. */
  readonly level?: number;
}

/**
 * Percentile interval of a statistic, bootstrapped by person (Bolle, Ratha & Pankanti, "Error analysis of pattern
 * recognition systems: the subsets bootstrap", CVIU 2004): comparisons of one person are not independent, so people are
 * drawn with replacement, not comparisons. `statistic` gets how often each person was drawn and answers null where it is
 * not defined; when that happens in more than one replicate of twenty, there is no honest interval and the answer is null.
 */
export function bootstrapByPerson(
  people: number,
  statistic: (drawn: Float64Array) => number | null,
  options: BootstrapOptions = {},
): Interval | null {
  const { replicates = 1000, seed = 1, level = 0.95 } = options;
  if (people === 0) return null;
  const random = seededRandom(seed);
  const values: number[] = [];
  for (let replicate = 0; replicate < replicates; replicate++) {
    const value = statistic(drawPeople(people, random));
    if (value !== null) values.push(value);
  }
  if (values.length < replicates * 0.95) return null;
  const sorted = Float64Array.from(values).sort();
  const low = quantile(sorted, (1 - level) / 2);
  const high = quantile(sorted, (1 + level) / 2);
  return low === null || high === null ? null : { low, high, level };
}

/** `people` draws with replacement: how often each person was drawn. */
export function drawPeople(people: number, random: Random): Float64Array {
  const drawn = new Float64Array(people);
  for (let draw = 0; draw < people; draw++) drawn[Math.floor(random() * people)]!++;
  return drawn;
}

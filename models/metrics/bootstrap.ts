import { influenceOfPeople } from './influence.ts';
import { normalQuantile, normalShareBelow, studentQuantile } from './normal.ts';
import { quantile } from './quantile.ts';
import { countAtLeast, nextUp } from './scores.ts';
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
 * Interval of a statistic, bootstrapped by person (Bolle, Ratha & Pankanti, "Error analysis of pattern recognition systems: the subsets bootstrap", CVIU
 * 2004): comparisons of one person are not independent, so people are drawn with replacement, not comparisons. `statistic` gets how often each
 * person was drawn and answers null where it is not defined; when that happens in more than one replicate of twenty, there is no honest interval
 * and the answer is null.
 *
 * Plain percentiles of the replicates are too narrow and too low for error rates of some dozen people (tests/bench/coverage.ts: 89 % instead of 95 %),
 * because few people make most of the errors. So the percentiles taken are those of BCa (Efron, JASA 1987), which moves them by the median's bias and by
 * the skewness, with Student's t in place of the normal quantile, for the people that the variance really rests on (influence.ts).
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
  if (values.length === 0 || values.length < replicates * 0.95) return null;
  const sorted = Float64Array.from(values).sort();
  const [from, to] = percentiles(people, statistic, sorted, level);
  const low = quantile(sorted, from);
  const high = quantile(sorted, to);
  return low === null || high === null ? null : { low, high, level };
}

/** Which quantiles of the replicates are the interval's ends. */
function percentiles(
  people: number,
  statistic: (drawn: Float64Array) => number | null,
  sorted: Float64Array,
  level: number,
): readonly [number, number] {
  const plain = [(1 - level) / 2, (1 + level) / 2] as const;
  const estimate = statistic(new Float64Array(people).fill(1));
  const influence = sorted[0] === sorted.at(-1) || estimate === null ? null : influenceOfPeople(people, statistic);
  if (influence === null) return plain;
  const n = sorted.length;
  const atLeast = countAtLeast(sorted, estimate!);
  const above = countAtLeast(sorted, nextUp(estimate!));
  // Of equal replicates, which a rate of few errors has many of, half count as below. Beyond all of them there is no median to correct.
  const below = Math.min(n - 0.5, Math.max(0.5, n - atLeast + (atLeast - above) / 2));
  const bias = normalQuantile(below / n);
  const { acceleration, freedom } = influence;
  return plain.map((p) => {
    const moved = bias + studentQuantile(normalQuantile(p), freedom);
    const room = 1 - acceleration * moved;
    // Beyond the pole of BCa's formula the percentile is the last one there is.
    if (room <= 0) return p < 0.5 ? 0 : 1;
    return normalShareBelow(bias + moved / room);
  }) as unknown as readonly [number, number];
}

/** `people` draws with replacement: how often each person was drawn. */
export function drawPeople(people: number, random: Random): Float64Array {
  const drawn = new Float64Array(people);
  for (let draw = 0; draw < people; draw++) drawn[Math.floor(random() * people)]!++;
  return drawn;
}

import { drawPeople } from './bootstrap.ts';
import type { ComparisonSet } from './comparison-set.ts';
import { falseMatchRate, falseNonMatchRate } from './error-rates.ts';
import { upperBoundWithoutErrors } from './measurable.ts';
import { quantile } from './quantile.ts';
import { seededRandom } from './seeded-random.ts';

/** FMR and FNMR at equally spaced thresholds with their 95 % intervals by person, so that a threshold can be moved without asking again. */
export interface ScoreCurve {
  /** The i-th threshold is (first + i) / perUnit. */
  readonly first: number;
  readonly perUnit: number;
  /** Null everywhere where there was no such comparison. */
  readonly fmr: readonly (number | null)[];
  readonly fmrLow: readonly (number | null)[];
  readonly fmrHigh: readonly (number | null)[];
  readonly fnmr: readonly (number | null)[];
  readonly fnmrLow: readonly (number | null)[];
  readonly fnmrHigh: readonly (number | null)[];
}

/** From −0.4 to 1, where cosines of faces lie, in steps of the last digit that a threshold is shown with. */
export const curveGrid = { first: -400, perUnit: 1000, points: 1401 } as const;

export const thresholdAt = ({ first, perUnit }: Pick<ScoreCurve, 'first' | 'perUnit'>, i: number): number =>
  (first + i) / perUnit;

/** Fewer people than this have no interval: a few drawn with replacement are the same few again. */
export const peopleForIntervals = 5;

export interface CurveOptions {
  readonly replicates?: number;
  readonly seed?: number;
}

/**
 * In steps that yield the share done. Intervals are left out where the tail does not reach, and with too few people. They are plain percentiles, which
 * all thresholds share one bootstrap for: with only some dozen people too narrow, as bootstrap.ts says, whose correction needs one for each figure.
 */
export function* scoreCurve(
  set: ComparisonSet,
  { replicates = 400, seed = 1 }: CurveOptions = {},
): Generator<number, ScoreCurve, void> {
  const { first, perUnit, points } = curveGrid;
  const thresholds = Float64Array.from({ length: points }, (_, i) => (first + i) / perUnit);
  const fmr = Array.from(thresholds, (t) => falseMatchRate(set.nonMated, t).rate);
  const fnmr = Array.from(thresholds, (t) => falseNonMatchRate(set.mated.scores, t).rate);
  const drawnFmr = Array.from(thresholds, () => [] as number[]);
  const drawnFnmr = Array.from(thresholds, () => [] as number[]);
  // Below it the tail lacks comparisons.
  const reaches =
    set.tail.scores.length < set.nonMated.length
      ? (set.tail.scores.at(-1) ?? Number.POSITIVE_INFINITY)
      : Number.NEGATIVE_INFINITY;
  const random = seededRandom(seed);
  const enough = set.people >= peopleForIntervals;
  for (let replicate = 0; enough && replicate < replicates; replicate++) {
    const drawn = drawPeople(set.people, random);
    matchRates(set, drawn, thresholds, reaches, drawnFmr);
    nonMatchRates(set, drawn, thresholds, drawnFnmr);
    if (replicate % 8 === 7) yield (replicate + 1) / replicates;
  }
  const low = bandEnd(replicates, 0.025);
  const high = bandEnd(replicates, 0.975);
  const fmrBand = drawnFmr.map(sorted);
  const fnmrBand = drawnFnmr.map(sorted);
  const upper = (rates: readonly (number | null)[], bands: readonly Float64Array[], trials: number) =>
    rates.map((rate, i) => (rate === 0 ? upperBoundWithoutErrors(trials) : high(bands[i]!)));
  const lower = (rates: readonly (number | null)[], bands: readonly Float64Array[]) =>
    rates.map((rate, i) => (rate === 0 ? 0 : low(bands[i]!)));
  return {
    first,
    perUnit,
    fmr,
    fmrLow: lower(fmr, fmrBand),
    fmrHigh: upper(fmr, fmrBand, set.nonMated.length),
    fnmr,
    fnmrLow: lower(fnmr, fnmrBand),
    fnmrHigh: upper(fnmr, fnmrBand, set.mated.scores.length),
  };
}

function matchRates(
  { tail }: ComparisonSet,
  drawn: Float64Array,
  thresholds: Float64Array,
  reaches: number,
  into: readonly number[][],
): void {
  const total = tail.totalWeight(drawn);
  if (total === 0) return;
  let at = 0;
  let accepted = 0;
  for (let g = thresholds.length - 1; g >= 0; g--) {
    const threshold = thresholds[g]!;
    if (threshold < reaches) return;
    for (; at < tail.scores.length && tail.scores[at]! >= threshold; at++) accepted += tail.weight(at, drawn);
    into[g]!.push(accepted / total);
  }
}

function nonMatchRates(
  { mated }: ComparisonSet,
  drawn: Float64Array,
  thresholds: Float64Array,
  into: readonly number[][],
): void {
  let trials = 0;
  for (const person of mated.person) trials += drawn[person]!;
  if (trials === 0) return;
  let at = 0;
  let refused = 0;
  for (let g = 0; g < thresholds.length; g++) {
    for (; at < mated.scores.length && mated.scores[at]! < thresholds[g]!; at++) refused += drawn[mated.person[at]!]!;
    into[g]!.push(refused / trials);
  }
}

const sorted = (values: readonly number[]): Float64Array => Float64Array.from(values).sort();

/** As in bootstrapByPerson: where more than one replicate of twenty has no value, there is no honest interval. */
const bandEnd =
  (replicates: number, p: number) =>
  (values: Float64Array): number | null =>
    values.length < replicates * 0.95 ? null : quantile(values, p);

/** The rates at a threshold, read at the nearest grid point that is not stricter for FMR, nor laxer for FNMR: never better than measured. */
export interface RatesAt {
  readonly fmr: number | null;
  readonly fmrLow: number | null;
  readonly fmrHigh: number | null;
  readonly fnmr: number | null;
  readonly fnmrLow: number | null;
  readonly fnmrHigh: number | null;
}

export function ratesAt(curve: ScoreCurve, threshold: number): RatesAt {
  const place = threshold * curve.perUnit - curve.first;
  const last = curve.fmr.length - 1;
  const inside = (i: number): number => Math.max(0, Math.min(last, i));
  // A threshold on the grid is itself, however it rounds.
  const below = inside(Math.floor(place + 1e-9));
  const above = inside(Math.ceil(place - 1e-9));
  return {
    fmr: curve.fmr[below] ?? null,
    fmrLow: curve.fmrLow[below] ?? null,
    fmrHigh: curve.fmrHigh[below] ?? null,
    fnmr: curve.fnmr[above] ?? null,
    fnmrLow: curve.fnmrLow[above] ?? null,
    fnmrHigh: curve.fnmrHigh[above] ?? null,
  };
}

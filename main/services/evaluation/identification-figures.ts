import { type BootstrapOptions, bootstrapByPerson, type Interval } from '../../../models/metrics/bootstrap.ts';
import { type FnirAtFpir, fnirAtFpir, type KnownSearch } from '../../../models/metrics/identification.ts';
import {
  intervalFor,
  isMeasurable,
  type Measurement,
  measured,
  notMeasurable,
} from '../../../models/metrics/measurable.ts';
import { listedNonMated, matedComparisons } from '../../../models/metrics/person-comparisons.ts';
import { weightedFnmrAtFmr } from '../../../models/metrics/weighted-rates.ts';

/** Searches of an open-set protocol, with the person number of each probe (the unit of the bootstrap). */
export interface IdentificationSearches {
  readonly known: readonly KnownSearch[];
  readonly knownPerson: Int32Array;
  /** Best scores of the strangers that could be acquired: one that could not be is accepted by nobody, and would flatter FPIR. */
  readonly strangerTopScores: Float64Array;
  readonly strangerPerson: Int32Array;
  readonly people: number;
}

export interface FnirFigure {
  readonly measurement: Measurement;
  readonly interval: Interval | null;
}

/**
 * FNIR(N, T, 1) at the smallest T with FPIR ≤ `target`. Given wherever at least one stranger may be accepted under the
 * target; with fewer than 30 of them, or fewer than 30 misses, it is indicative.
 */
export function fnirFigure(searches: IdentificationSearches, target: number, bootstrap: BootstrapOptions): FnirFigure {
  const { known, strangerTopScores } = searches;
  const strangers = strangerTopScores.length;
  if (known.length === 0) return { measurement: notMeasurable('not measurable: no known probes'), interval: null };
  if (strangers * target < 1) {
    const needed = Math.ceil(1 / target);
    const reason = `not measurable: ${strangers} unknown probes, at least ${needed} needed`;
    return { measurement: notMeasurable(reason, known.length), interval: null };
  }
  const at = fnirAtFpir(known, strangerTopScores, target);
  if (at === null) return { measurement: notMeasurable('not measurable: too many strangers score +∞'), interval: null };
  const measurement = marked(at, target, strangers);
  return { measurement, interval: intervalFor(measurement, () => bootstrapFnir(searches, target, bootstrap)) };
}

function marked({ threshold, fnir }: FnirAtFpir, target: number, strangers: number): Measurement {
  const measurement = measured(fnir.errors, fnir.trials, threshold);
  if (isMeasurable(target, strangers)) return measurement;
  const threshold30 = `threshold rests on ${Math.floor(target * strangers)} accepted strangers in ${strangers}`;
  return { ...measurement, indicative: true, note: [measurement.note, threshold30].filter(Boolean).join('; ') };
}

/** A miss at any threshold is a score of −∞; with that, FNIR at FPIR is FNMR at FMR over the strangers' best scores. */
function bootstrapFnir(searches: IdentificationSearches, target: number, options: BootstrapOptions): Interval | null {
  const mates = matedComparisons(
    searches.known.map(({ mateRank, mateScore }) => (mateRank === 1 ? mateScore : Number.NEGATIVE_INFINITY)),
    searches.knownPerson,
  );
  const strangers = listedNonMated(searches.strangerTopScores, searches.strangerPerson);
  return bootstrapByPerson(searches.people, (drawn) => weightedFnmrAtFmr(mates, strangers, target, drawn), options);
}

/** Rank-1 rate with its interval. `measurement` counts the misses. */
export function rankOneFigure(searches: IdentificationSearches, bootstrap: BootstrapOptions): FnirFigure {
  const { known, knownPerson } = searches;
  const misses = known.filter(({ mateRank }) => mateRank > 1).length;
  const missRate = measured(misses, known.length, null);
  if (missRate.value === null) return { measurement: missRate, interval: null };
  const interval = intervalFor(missRate, () =>
    bootstrapByPerson(searches.people, (drawn) => missRateOf(known, knownPerson, drawn), bootstrap),
  );
  return {
    measurement: { ...missRate, value: 1 - missRate.value },
    interval: interval && { ...interval, low: 1 - interval.high, high: 1 - interval.low },
  };
}

function missRateOf(known: readonly KnownSearch[], person: Int32Array, drawn: Float64Array): number | null {
  let trials = 0;
  let misses = 0;
  for (let k = 0; k < known.length; k++) {
    const weight = drawn[person[k]!]!;
    trials += weight;
    if (known[k]!.mateRank > 1) misses += weight;
  }
  return trials === 0 ? null : misses / trials;
}

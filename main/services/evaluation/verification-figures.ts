import { type BootstrapOptions, bootstrapByPerson, type Interval } from '../../../models/metrics/bootstrap.ts';
import { falseNonMatchRate } from '../../../models/metrics/error-rates.ts';
import { dealtFolds, type FoldAccuracy, foldPlan } from '../../../models/metrics/lfw-folds.ts';
import {
  fnmrAtFmr,
  intervalFor,
  type Measurement,
  measured,
  notMeasurable,
  upperBoundWithoutErrors,
} from '../../../models/metrics/measurable.ts';
import { weightedEer, weightedFnmrAtFmr } from '../../../models/metrics/weighted-rates.ts';
import type { VerificationComparisons, VerificationInput } from './verification-comparisons.ts';

/** A figure with its 95 % interval; both null where it is not measurable. */
export interface Figure {
  readonly measurement: Measurement;
  readonly interval: Interval | null;
}

export interface VerificationFigures {
  readonly accuracy: Figure;
  readonly folds: FoldAccuracy | null;
  readonly eer: Figure;
  /** In the order of the input's targets. */
  readonly fnmrAtFmr: readonly Figure[];
}

/** The rates of a verification protocol, each bootstrapped by person. */
export function verificationFigures(
  input: VerificationInput,
  comparisons: VerificationComparisons,
  bootstrap: BootstrapOptions = {},
): VerificationFigures {
  const { mated, nonMated, matedByPerson, nonMatedByPerson } = comparisons;
  const byPerson = (statistic: (drawn: Float64Array) => number | null): Interval | null =>
    bootstrapByPerson(input.people, statistic, bootstrap);
  const fnmr = input.targets.map((target): Figure => {
    const measurement = fnmrAtFmr(mated, nonMated, target);
    const statistic = (drawn: Float64Array): number | null =>
      weightedFnmrAtFmr(matedByPerson, nonMatedByPerson, target, drawn);
    return { measurement, interval: intervalFor(measurement, () => byPerson(statistic)) };
  });
  const eer = eerMeasurement(comparisons);
  const eerStatistic = (drawn: Float64Array): number | null => weightedEer(matedByPerson, nonMatedByPerson, drawn);
  return {
    ...accuracyFigure(input, comparisons.pairScores, byPerson),
    eer: { measurement: eer, interval: intervalFor(eer, () => byPerson(eerStatistic)) },
    fnmrAtFmr: fnmr,
  };
}

function accuracyFigure(
  input: VerificationInput,
  scores: Float32Array,
  byPerson: (statistic: (drawn: Float64Array) => number | null) => Interval | null,
): { accuracy: Figure; folds: FoldAccuracy | null } {
  const plan = foldPlan({ scores, mated: input.mated, fold: input.fold ?? dealtFolds(input.mated) });
  const folds = plan?.() ?? null;
  if (plan === null || folds === null) {
    const reason = 'accuracy not measurable: needs two folds with comparisons, one of them to choose the threshold on';
    return { accuracy: { measurement: notMeasurable(reason), interval: null }, folds: null };
  }
  const errors = folds.folds.reduce((sum, fold) => sum + fold.errors, 0);
  const trials = folds.folds.reduce((sum, fold) => sum + fold.comparisons, 0);
  const measurement = { ...measured(errors, trials, null), value: folds.mean };
  if (errors === 0) {
    const interval = { low: 1 - upperBoundWithoutErrors(trials), high: 1, level: 0.95 };
    return { accuracy: { measurement, interval }, folds };
  }
  // A listed comparison belongs to its first-named person (person-comparisons.ts says why).
  const owner = input.first.map((i) => input.identity[i]!);
  const weights = new Float64Array(owner.length);
  const interval = byPerson((drawn) => {
    for (let k = 0; k < owner.length; k++) weights[k] = drawn[owner[k]!]!;
    return plan(weights)?.mean ?? null;
  });
  return { accuracy: { measurement, interval }, folds };
}

function eerMeasurement({ equalErrorRate, mated }: VerificationComparisons): Measurement {
  if (equalErrorRate === null) return notMeasurable('not measurable: needs mated and non-mated comparisons');
  const { errors, trials } = falseNonMatchRate(mated, equalErrorRate.threshold);
  return { ...measured(errors, trials, equalErrorRate.threshold), value: equalErrorRate.eer };
}

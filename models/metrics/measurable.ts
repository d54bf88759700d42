import type { Interval } from './bootstrap.ts';
import { errorsAllowed, falseNonMatchRate, thresholdForRate } from './error-rates.ts';
import type { Scores } from './scores.ts';

/**
 * A figure and what it rests on. `value` is null when it is not measurable; `note` says why, or what to beware of.
 * `indicative`: fewer than 30 errors were seen, so the figure may be off by more than 30 % of itself (Doddington's
 * rule of 30, Speech Communication 2000) and is to be read with its interval.
 */
export interface Measurement {
  readonly value: number | null;
  readonly errors: number;
  readonly trials: number;
  readonly threshold: number | null;
  readonly indicative: boolean;
  readonly note: string | null;
}

export const ERRORS_NEEDED = 30;

/** The upper end of the 95 % interval when no error was seen in n independent trials: 3/n (the rule of three). */
export const upperBoundWithoutErrors = (trials: number): number => Math.min(1, 3 / trials);

/** A threshold's promise can be checked only where 30 errors fit under it: n ≥ 30/rate. */
export const isMeasurable = (rate: number, trials: number): boolean => errorsAllowed(rate, trials) >= ERRORS_NEEDED;

/** `errors` among `trials` at `threshold`, with the marks it needs. */
export function measured(errors: number, trials: number, threshold: number | null): Measurement {
  if (trials === 0) return notMeasurable('not measurable: no comparisons');
  const note =
    errors === 0
      ? `no error in ${trials}: 95 % upper bound ${shortPercent(upperBoundWithoutErrors(trials))} (3/n)`
      : errors < ERRORS_NEEDED
        ? `indicative: rests on ${errors} errors in ${trials}`
        : null;
  return { value: errors / trials, errors, trials, threshold, indicative: errors < ERRORS_NEEDED, note };
}

export const notMeasurable = (note: string, trials = 0): Measurement => ({
  value: null,
  errors: 0,
  trials,
  threshold: null,
  indicative: false,
  note,
});

/** FNMR at the smallest threshold with FMR ≤ `target`, only where n ≥ 30/FMR. Both score sets ascending. */
export function fnmrAtFmr(mated: Scores, nonMated: Scores, target: number): Measurement {
  if (!isMeasurable(target, nonMated.length))
    return notMeasurable(
      `not measurable: n < 30/FMR (${nonMated.length} non-mated comparisons, ${Math.ceil(ERRORS_NEEDED / target)} needed)`,
      mated.length,
    );
  const threshold = thresholdForRate(nonMated, target);
  if (threshold === null) return notMeasurable('not measurable: too many non-mated scores are +∞', mated.length);
  const { errors, trials } = falseNonMatchRate(mated, threshold);
  return measured(errors, trials, threshold);
}

/** A bootstrap that saw no error can only repeat zero; the rule of three says what zero errors allow. */
export function intervalFor(measurement: Measurement, bootstrapped: () => Interval | null): Interval | null {
  if (measurement.value === null) return null;
  return measurement.errors === 0
    ? { low: 0, high: upperBoundWithoutErrors(measurement.trials), level: 0.95 }
    : bootstrapped();
}

const shortPercent = (rate: number): string => `${Number((rate * 100).toPrecision(2))} %`;

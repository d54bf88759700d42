import type { Budget, OptimiserChoice } from './recipe.ts';

/** Where a run stands. */
export interface Position {
  /** Steps done. */
  readonly step: number;
  readonly stepsPerEpoch: number;
  /** Seconds trained. */
  readonly seconds: number;
}

/** The share of the budget that is used, 0 … 1: of several limits the one that is nearest. */
export function progressOf({ minutes, epochs, steps }: Budget, { step, stepsPerEpoch, seconds }: Position): number {
  const shares = [
    minutes === undefined ? 0 : seconds / (60 * minutes),
    epochs === undefined ? 0 : step / (epochs * stepsPerEpoch),
    steps === undefined ? 0 : step / steps,
  ];
  return Math.min(1, Math.max(...shares));
}

/** The learning rate of the next step: a linear rise, then constant or half a cosine down to 0 (Loshchilov, Hutter 2017). */
export function rateAt({ rate, schedule }: OptimiserChoice, step: number, progress: number): number {
  const rise = schedule.warmUp > 0 ? Math.min(1, (step + 1) / schedule.warmUp) : 1;
  const fall = schedule.id === 'cosine' ? 0.5 * (1 + Math.cos(Math.PI * progress)) : 1;
  return rate * rise * fall;
}

import { type Coefficient, firstCoefficient } from '../linear/regression.ts';
import { intervene, type LinearModel, sampleModel } from './linear-model.ts';

export interface EffectQuestion {
  readonly model: LinearModel;
  readonly cause: string;
  readonly outcome: string;
  /** What is adjusted for. */
  readonly given: readonly string[];
  readonly count: number;
  readonly seed: number;
}

/** Three estimates of one effect, each from as many cases. */
export interface EffectEstimates {
  /** The outcome's slope over the cause, as both were observed. */
  readonly naive: Coefficient;
  /** The same with what is adjusted for in the regression, too. */
  readonly adjusted: Coefficient;
  /** The slope where the cause is dealt by lot (normal, variance 1): do(X), carried out on other cases. */
  readonly lot: Coefficient;
}

/** What estimates are made with. */
export const ESTIMATORS = { sampleModel, firstCoefficient };
export type Estimators = typeof ESTIMATORS;

/** Samples the model as it is and as it would be with the cause dealt by lot, and estimates the effect from both. */
export function estimateEffects(question: EffectQuestion, estimators: Estimators = ESTIMATORS): EffectEstimates {
  const { model, cause, outcome, given, count, seed } = question;
  const seen = estimators.sampleModel(model, count, seed).values;
  const dealt = estimators.sampleModel(intervene(model, cause), count, seed ^ 0x5bd1e995).values;
  const slope = (values: typeof seen, besides: readonly string[]): Coefficient =>
    estimators.firstCoefficient([values[cause]!, ...besides.map((node) => values[node]!)], values[outcome]!);
  return { naive: slope(seen, []), adjusted: slope(seen, given), lot: slope(dealt, []) };
}

import type { QualityHint, QualityMeasure } from '../pipeline.types.ts';

/**
 * How a property is judged. `score` is 0 at `worst`, ½ at `limit`, 1 at `good` and linear between; `worst < limit < good` for a property that
 * should be high, reversed for one that should be low.
 */
export interface Scale {
  readonly worst: number;
  readonly limit: number;
  readonly good: number;
}

/** A measure together with its score, 0..1; the overall quality is the lowest score. */
export interface ScoredMeasure {
  readonly measure: QualityMeasure;
  readonly score: number;
}

/** Judges one value; the hint is given only when the limit is not met. */
export function judge(name: QualityMeasure['name'], value: number, scale: Scale, hint: QualityHint): ScoredMeasure {
  const ok = scale.worst < scale.good ? value >= scale.limit : value <= scale.limit;
  const measure = { name, value, limit: scale.limit, ok };
  return { measure: ok ? measure : { ...measure, hint }, score: scoreOn(value, scale) };
}

function scoreOn(value: number, { worst, limit, good }: Scale): number {
  const met = (value - limit) / (good - limit);
  const score = met >= 0 ? 0.5 + met / 2 : 0.5 - (value - limit) / (worst - limit) / 2;
  return Math.max(0, Math.min(1, score));
}

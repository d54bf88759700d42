import type { Head } from './head.ts';

/** What a softmax recogniser says to one picture, and how sure it is by two scores; both higher where it is surer. */
export interface SoftmaxAnswer {
  /** The row of the person answered with: there always is one. */
  readonly best: number;
  /** The largest probability (Hendrycks, Gimpel, "A Baseline for Detecting Misclassified and Out-of-Distribution Examples in Neural Networks", ICLR 2017). */
  readonly probability: number;
  /**
   * Minus the free energy at temperature 1, the log-sum-exp of the logits (Liu, Wang, Owens, Li, "Energy-based
   * Out-of-distribution Detection", NeurIPS 2020). Unlike a probability it does not forget how large the logits were.
   */
  readonly energy: number;
}

/** x·Wᵀ + b in double precision: [classes]. models/losses' linearLogits on the host, for one picture at a time. */
export function logitsOf({ classes, dimension, rows, biases }: Head, feature: ArrayLike<number>): Float64Array {
  const logits = new Float64Array(classes);
  for (let k = 0; k < classes; k++) {
    let sum = biases[k]!;
    const start = k * dimension;
    for (let d = 0; d < dimension; d++) sum += rows[start + d]! * feature[d]!;
    logits[k] = sum;
  }
  return logits;
}

/** @throws RangeError without logits */
export function softmaxAnswer(logits: Float64Array): SoftmaxAnswer {
  if (logits.length === 0) throw new RangeError('a head without people has no answer');
  let best = 0;
  for (let k = 1; k < logits.length; k++) if (logits[k]! > logits[best]!) best = k;
  const top = logits[best]!;
  let sum = 0;
  for (const logit of logits) sum += Math.exp(logit - top);
  return { best, probability: 1 / sum, energy: top + Math.log(sum) };
}

import * as tf from '@tensorflow/tfjs-core';

/** What TensorFlow.js's optimisers have in common beside their declared face. */
interface OptimizerInside {
  learningRate?: unknown;
  iterations_?: number;
  setLearningRate?(rate: number): void;
}

const inside = (optimizer: tf.Optimizer) => optimizer as unknown as OptimizerInside;

/** Every optimiser's way runs through one of these, which all stock optimisers inherit. */
const WATCHED = ['minimize', 'computeGradients', 'incrementIterations'] as const;

/**
 * Runs `body` and tells which optimisers took part, in order of first use. Their count of iterations is as before
 * afterwards; while `body` runs it is `ahead` steps further, so that code that depends on it shows.
 */
export function watchingOptimizers<T extends object>(
  known: readonly tf.Optimizer[],
  ahead: number,
  body: () => T,
): T & { optimizers: readonly tf.Optimizer[] } {
  const seen = new Map(known.map((optimizer) => [optimizer, inside(optimizer).iterations_]));
  for (const optimizer of known) inside(optimizer).iterations_ = optimizer.iterations + ahead;
  const prototype = tf.Optimizer.prototype as unknown as Record<string, (...rest: unknown[]) => unknown>;
  const originals = WATCHED.map((name) => [name, prototype[name] as (...rest: unknown[]) => unknown] as const);
  for (const [name, original] of originals) {
    prototype[name] = function (this: tf.Optimizer, ...rest) {
      if (!seen.has(this)) seen.set(this, inside(this).iterations_);
      return original.apply(this, rest);
    };
  }
  try {
    const result = body();
    return { ...result, optimizers: [...seen.keys()] };
  } finally {
    for (const [name, original] of originals) prototype[name] = original;
    for (const [optimizer, iterations] of seen) {
      if (iterations === undefined) delete inside(optimizer).iterations_;
      else inside(optimizer).iterations_ = iterations;
    }
  }
}

/** The optimiser's learning rate; undefined for an optimiser of somebody's own that has none. */
export function rateOf(optimizer: tf.Optimizer): number | undefined {
  const rate = inside(optimizer).learningRate;
  return typeof rate === 'number' ? rate : undefined;
}

/** SGD and momentum hold the rate in a tensor too, which their own setter renews; the others read the field. */
export function setRate(optimizer: tf.Optimizer, rate: number): void {
  const own = inside(optimizer);
  if (own.setLearningRate) own.setLearningRate(rate);
  else own.learningRate = rate;
}

/** Names for an optimiser's variables that are the same in every process: `Adam/accBeta1`, `Adam/dense/kernel/m`. */
export function slotNames(optimizers: readonly tf.Optimizer[]): Map<tf.Variable, string> {
  const names = new Map<tf.Variable, string>();
  for (const [i, optimizer] of optimizers.entries()) {
    const prefix = i === 0 ? optimizer.getClassName() : `${optimizer.getClassName()}#${i}`;
    for (const [field, value] of Object.entries(optimizer)) {
      if (value instanceof tf.Variable) names.set(value, `${prefix}/${field}`);
      if (!Array.isArray(value)) continue;
      for (const slot of value as Array<{ originalName: string; variable: tf.Variable } | undefined>) {
        if (slot?.variable instanceof tf.Variable) names.set(slot.variable, `${prefix}/${slot.originalName}`);
      }
    }
  }
  return names;
}

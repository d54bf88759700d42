import { rowCount, type Table } from '../linear/table.ts';

/** Of each class its share, and of each column the mean and variance in it: a normal density a column, the columns independent. */
export interface GaussianNaiveBayes {
  readonly classes: readonly number[];
  readonly logPriors: readonly number[];
  /** [classes, d] */
  readonly means: Float64Array;
  readonly variances: Float64Array;
  readonly dimension: number;
}

/**
 * @param table [n, d] with the class of each row in `labels`
 * @param smoothing a part of the largest column's variance that is added to all, as scikit-learn's `var_smoothing` (there 1e-9);
 *   with it the answer depends on the units. 0: maximum likelihood.
 * @throws RangeError where a column does not vary within a class and nothing is added
 */
export function trainGaussianNaiveBayes(table: Table, labels: ArrayLike<number>, smoothing = 0): GaussianNaiveBayes {
  const { dimension, values } = table;
  const n = rowCount(table);
  const classes = [...new Set(Array.from(labels))].sort((a, b) => a - b);
  const means = new Float64Array(classes.length * dimension);
  const variances = new Float64Array(classes.length * dimension);
  const added = smoothing === 0 ? 0 : smoothing * Math.max(...columnVariances(table));
  const logPriors = classes.map((label, c) => {
    const rows = Array.from({ length: n }, (_, i) => i).filter((i) => labels[i] === label);
    for (let d = 0; d < dimension; d++) {
      const column = rows.map((i) => values[i * dimension + d]!);
      const { mean, variance } = momentsOf(column);
      if (!(variance + added > 0)) throw new RangeError(`column ${d} does not vary within class ${label}`);
      means[c * dimension + d] = mean;
      variances[c * dimension + d] = variance + added;
    }
    return Math.log(rows.length / n);
  });
  return { classes, logPriors, means, variances, dimension };
}

/** log P(class | row) of each class for each row, [m, d] → [m, classes]. */
export function logPosteriors(model: GaussianNaiveBayes, queries: Table): Float64Array {
  const { classes, logPriors, means, variances, dimension } = model;
  const m = rowCount(queries);
  const result = new Float64Array(m * classes.length);
  for (let i = 0; i < m; i++) {
    const joint = classes.map((_, c) => {
      let sum = logPriors[c]!;
      for (let d = 0; d < dimension; d++) {
        const [mean, variance] = [means[c * dimension + d]!, variances[c * dimension + d]!];
        sum -= 0.5 * (Math.log(2 * Math.PI * variance) + (queries.values[i * dimension + d]! - mean) ** 2 / variance);
      }
      return sum;
    });
    const most = Math.max(...joint);
    const all = most + Math.log(joint.reduce((sum, one) => sum + Math.exp(one - most), 0));
    for (const [c, one] of joint.entries()) result[i * classes.length + c] = one - all;
  }
  return result;
}

/** The most probable class of each row, [m, d] → [m]. */
export function naiveBayes(model: GaussianNaiveBayes, queries: Table): Int32Array {
  const k = model.classes.length;
  const posteriors = logPosteriors(model, queries);
  return Int32Array.from({ length: posteriors.length / k }, (_, i) => {
    let best = 0;
    for (let c = 1; c < k; c++) if (posteriors[i * k + c]! > posteriors[i * k + best]!) best = c;
    return model.classes[best]!;
  });
}

function columnVariances(table: Table): number[] {
  const n = rowCount(table);
  return Array.from(
    { length: table.dimension },
    (_, d) => momentsOf(Array.from({ length: n }, (_, i) => table.values[i * table.dimension + d]!)).variance,
  );
}

function momentsOf(column: readonly number[]): { mean: number; variance: number } {
  const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
  return { mean, variance: column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length };
}

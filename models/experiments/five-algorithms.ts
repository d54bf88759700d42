import { logPosteriors, naiveBayes, trainGaussianNaiveBayes } from '../classify/gaussian-naive-bayes.ts';
import { kNearest } from '../classify/k-nearest.ts';
import { svmAnswers, trainSvm } from '../classify/svm.ts';
import { kMeans, nearestCentres } from '../clustering/k-means.ts';
import { type FeatureScaling, minMax, scaled, unscaled, zScore } from '../linear/feature-scaling.ts';
import { rowCount, type Table } from '../linear/table.ts';
import { adjustedRandIndex } from '../metrics/adjusted-rand.ts';
import { componentsOfTable } from '../train/principal-components.ts';
import type { Measured } from './two-measures.ts';

export const ALGORITHMS = ['k-means', 'k-nn', 'pca', 'svm', 'naive-bayes'] as const;
export type AlgorithmId = (typeof ALGORITHMS)[number];
export const SCALINGS = ['none', 'z-score', 'min-max'] as const;
export type ScalingId = (typeof SCALINGS)[number];

export const NEIGHBOURS = 5;
const SEED = 1;

export const scalingOf = (id: ScalingId, table: Table): FeatureScaling =>
  id === 'none' ? unscaled(table.dimension) : id === 'z-score' ? zScore(table) : minMax(table);

/** What an algorithm learnt of a scaled table says of rows that are scaled alike. PCA: the side of the first component's mean, 0 or 1. */
export function learn(algorithm: AlgorithmId, { table, labels }: Measured): (rows: Table) => Int32Array {
  switch (algorithm) {
    case 'k-means': {
      const { centres } = kMeans(table, new Set(labels).size, SEED);
      return (rows) => nearestCentres(rows, centres);
    }
    case 'k-nn':
      return (rows) => kNearest(table, labels, NEIGHBOURS, rows);
    case 'pca': {
      const { mean, directions } = componentsOfTable(table.values, table.dimension);
      // A direction and its opposite are one: the one that points to more of the first column is taken.
      const sign = Math.sign(directions[0]!) || 1;
      return (rows) =>
        Int32Array.from({ length: rowCount(rows) }, (_, i) => {
          let along = 0;
          for (let d = 0; d < rows.dimension; d++)
            along += sign * directions[d]! * (rows.values[i * rows.dimension + d]! - mean[d]!);
          return along > 0 ? 1 : 0;
        });
    }
    case 'svm': {
      const machine = trainSvm(table, labels, { kernel: { id: 'rbf', gamma: usualGamma(table) }, c: 1 });
      return (rows) => svmAnswers(machine, rows);
    }
    case 'naive-bayes': {
      const model = trainGaussianNaiveBayes(table, labels);
      return (rows) => naiveBayes(model, rows);
    }
  }
}

/** 1/(d · variance of all numbers): what scikit-learn takes where nothing is said ("scale"). */
export function usualGamma({ values, dimension }: Table): number {
  const all = Array.from(values);
  const mean = all.reduce((sum, value) => sum + value, 0) / all.length;
  return all.length / (dimension * all.reduce((sum, value) => sum + (value - mean) ** 2, 0));
}

export interface Outcome {
  /** Of the test rows. */
  readonly answers: Int32Array;
  /** Share that is right; K-means: adjusted Rand index with the people; PCA: share of the variance along its first direction. */
  readonly figure: number;
}

/** One algorithm with one scaling, both learnt on the training rows alone. */
export function outcomeOf(algorithm: AlgorithmId, scaling: ScalingId, train: Measured, test: Measured): Outcome {
  const how = scalingOf(scaling, train.table);
  const [seen, unseen] = [scaled(train.table, how), scaled(test.table, how)];
  const answers = learn(algorithm, { table: seen, labels: train.labels })(unseen);
  return { answers, figure: figureOf(algorithm, answers, seen, test.labels) };
}

function figureOf(algorithm: AlgorithmId, answers: Int32Array, seen: Table, labels: readonly number[]): number {
  if (algorithm === 'k-means') return adjustedRandIndex(answers, labels);
  if (algorithm === 'pca') {
    const { variances } = componentsOfTable(seen.values, seen.dimension);
    return variances[0]! / variances.reduce((sum, one) => sum + one, 0);
  }
  return answers.filter((answer, i) => answer === labels[i]).length / labels.length;
}

/** How many answers of two outcomes differ; clusters are matched by their agreement, since their numbers mean nothing. */
export function changedAnswers(algorithm: AlgorithmId, a: Outcome, b: Outcome): number {
  if (algorithm !== 'k-means') return a.answers.filter((answer, i) => answer !== b.answers[i]).length;
  return Math.min(
    ...permutations([...new Set([...a.answers, ...b.answers])]).map((names) => {
      const ids = names.toSorted((x, y) => x - y);
      return a.answers.filter((answer, i) => names[ids.indexOf(answer)] !== b.answers[i]).length;
    }),
  );
}

const permutations = (of: readonly number[]): number[][] =>
  of.length < 2
    ? [[...of]]
    : of.flatMap((first, i) => permutations(of.filter((_, k) => k !== i)).map((rest) => [first, ...rest]));

/** The largest difference of naive Bayes' posteriors with and without z-scores. */
export function posteriorDifference(train: Measured, test: Measured, smoothing: number): number {
  const [a, b] = (['none', 'z-score'] as const).map((id) => {
    const how = scalingOf(id, train.table);
    const model = trainGaussianNaiveBayes(scaled(train.table, how), train.labels, smoothing);
    return logPosteriors(model, scaled(test.table, how)).map(Math.exp);
  }) as [Float64Array, Float64Array];
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i]!)), 0);
}

/** A table with one column in another unit. */
export const inUnit = ({ table, labels }: Measured, column: number, factor: number): Measured => ({
  labels,
  table: {
    dimension: table.dimension,
    values: Float64Array.from(table.values, (value, k) => (k % table.dimension === column ? factor * value : value)),
  },
});

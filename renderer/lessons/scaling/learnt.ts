import { logPosteriors, trainGaussianNaiveBayes } from '../../../models/classify/gaussian-naive-bayes.ts';
import { nearestRows } from '../../../models/classify/k-nearest.ts';
import { decisionValue, type Svm, trainSvm } from '../../../models/classify/svm.ts';
import { kMeans, nearestCentres } from '../../../models/clustering/k-means.ts';
import {
  type AlgorithmId,
  learn,
  NEIGHBOURS,
  type ScalingId,
  scalingOf,
  usualGamma,
} from '../../../models/experiments/five-algorithms.ts';
import type { Measured } from '../../../models/experiments/two-measures.ts';
import { type FeatureScaling, scaled } from '../../../models/linear/feature-scaling.ts';
import { rowOf, squaredDistance, type Table, tableOf } from '../../../models/linear/table.ts';
import { componentsOfTable } from '../../../models/train/principal-components.ts';
import { shortNumber } from '../../charts/digits.ts';

/** What one algorithm made of the table with one scaling, for a picture of the plane. */
export interface Learnt {
  readonly how: FeatureScaling;
  /** The class decided at each row of a raw table; K-means: of the person most of the cluster's rows are of. */
  readonly classAt: (rows: Table) => Int32Array;
  /** Rows that are marked: support vectors. */
  readonly marked: readonly number[];
  /** Places that are marked, in raw numbers: centres of clusters. */
  readonly centres: readonly (readonly number[])[];
  /** Directions from the mean, as far as their standard deviation, in raw numbers. */
  readonly arrows: readonly { readonly from: readonly number[]; readonly to: readonly number[] }[];
  /** The arithmetic for one raw row, a line each, and the rows it looks at. */
  readonly explain: (row: readonly number[]) => { readonly lines: readonly string[]; readonly near: readonly number[] };
}

export function learnt(algorithm: AlgorithmId, scaling: ScalingId, measured: Measured): Learnt {
  const { table, labels } = measured;
  const how = scalingOf(scaling, table);
  const even = { table: scaled(table, how), labels };
  const back = (row: ArrayLike<number>): number[] =>
    Array.from(row, (value, d) => value * how.size[d]! + how.shift[d]!);
  const answer = learn(algorithm, even);
  const classAt = (rows: Table): Int32Array => answer(scaled(rows, how));
  const one = (row: readonly number[]): Table => scaled(tableOf([row]), how);
  const none = { how, classAt, marked: [], centres: [], arrows: [] };
  switch (algorithm) {
    case 'k-nn':
      return {
        ...none,
        explain(row) {
          const query = one(row);
          const near = nearestRows(even.table, NEIGHBOURS, query, 0);
          return { lines: [distance('d', query, 0, even.table, near[0]!)], near };
        },
      };
    case 'k-means': {
      const { centres } = kMeans(even.table, new Set(labels).size, 1);
      const names = namesOf(nearestCentres(even.table, centres), labels);
      return {
        ...none,
        classAt: (rows) => answer(scaled(rows, how)).map((cluster) => names[cluster]!),
        centres: names.map((_, c) => back(rowOf(centres, c))),
        explain(row) {
          const query = one(row);
          return { lines: names.map((name, c) => distance(`d${name + 1}`, query, 0, centres, c)), near: [] };
        },
      };
    }
    case 'pca': {
      const { mean, directions, variances } = componentsOfTable(even.table.values, 2);
      const from = back(mean);
      return {
        ...none,
        arrows: [0, 1].map((c) => ({
          from,
          to: back(mean.map((value, d) => value + 2 * Math.sqrt(variances[c]!) * directions[c * 2 + d]!)),
        })),
        explain(row) {
          const { values } = one(row);
          const [a, b] = [values[0]! - mean[0]!, values[1]! - mean[1]!];
          const along = directions[0]! * a + directions[1]! * b;
          return {
            lines: [
              `PC1 = ${signed(directions[0]!)}·${signed(a)} + ${signed(directions[1]!)}·${signed(b)} = ${shortNumber(along)}`,
            ],
            near: [],
          };
        },
      };
    }
    case 'svm': {
      const svm: Svm = trainSvm(even.table, labels, { kernel: { id: 'rbf', gamma: usualGamma(even.table) }, c: 1 });
      return {
        ...none,
        marked: labels
          .map((_, i) => i)
          .filter((i) => svm.machines.some((machine) => isVector(machine.vectors, even.table, i))),
        explain: (row) => ({
          lines: svm.machines.map(
            (machine) =>
              `f${machine.first + 1}${machine.second + 1} = Σ αyK + b = ${shortNumber(decisionValue(machine, one(row), 0))}`,
          ),
          near: [],
        }),
      };
    }
    case 'naive-bayes': {
      const model = trainGaussianNaiveBayes(even.table, labels);
      return {
        ...none,
        explain: (row) => ({
          lines: [...logPosteriors(model, one(row))].map(
            (log, c) => `P(${c + 1}) = e^${shortNumber(log)} = ${shortNumber(Math.exp(log))}`,
          ),
          near: [],
        }),
      };
    }
  }
}

/** Of each cluster the class that most of its rows have and no cluster before it took, so that colours stay. */
function namesOf(clusters: Int32Array, labels: readonly number[]): number[] {
  const ids = [...new Set(labels)];
  const count = (c: number, label: number): number =>
    clusters.filter((one, i) => one === c && labels[i] === label).length;
  const free = new Set(ids);
  return ids.map((_, c) => {
    const best = [...free].reduce((most, label) => (count(c, label) > count(c, most) ? label : most));
    free.delete(best);
    return best;
  });
}

const isVector = (vectors: Table, table: Table, row: number): boolean =>
  Array.from({ length: vectors.values.length / vectors.dimension }, (_, s) => s).some(
    (s) => squaredDistance(vectors, s, table, row) === 0,
  );

const signed = (value: number): string => (value < 0 ? `(${shortNumber(value)})` : shortNumber(value));

function distance(name: string, a: Table, i: number, b: Table, j: number): string {
  const [x, y] = [rowOf(a, i), rowOf(b, j)];
  const parts = Array.from(x, (value, d) => `${signed(value - y[d]!)}²`).join(' + ');
  return `${name} = √(${parts}) = ${shortNumber(Math.sqrt(squaredDistance(a, i, b, j)))}`;
}

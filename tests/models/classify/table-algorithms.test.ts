import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { logPosteriors, naiveBayes, trainGaussianNaiveBayes } from '../../../models/classify/gaussian-naive-bayes.ts';
import { kNearest, nearestRows } from '../../../models/classify/k-nearest.ts';
import type { Kernel } from '../../../models/classify/kernels.ts';
import { decisionValue, svmAnswers, trainSvm } from '../../../models/classify/svm.ts';
import { kMeans, lloyd, nearestCentres } from '../../../models/clustering/k-means.ts';
import { ConstantColumnError, minMax, scaled, zScore } from '../../../models/linear/feature-scaling.ts';
import { type Table, tableOf } from '../../../models/linear/table.ts';
import { adjustedRandIndex } from '../../../models/metrics/adjusted-rand.ts';
import { componentsOfTable } from '../../../models/train/principal-components.ts';

interface Svm {
  value: number;
  decisions: number[];
  alphas: number[];
}
interface Components {
  variances: number[];
  first: number[];
}
const reference = JSON.parse(readFileSync(new URL('./references/table.json', import.meta.url), 'utf8')) as {
  table: number[][];
  labels: number[];
  queries: number[][];
  zscore: number[][];
  nearest: { raw: number[][]; scaled: number[][] };
  naiveBayes: number[][];
  svm: { linear: Svm; rbf: Svm };
  components: { raw: Components; scaled: Components };
  kMeans: { start: number[][]; centres: number[][]; labels: number[]; inertia: number };
};
const { labels } = reference;
const table = tableOf(reference.table);
const queries = tableOf(reference.queries);
const scaling = zScore(table);
const [even, evenQueries] = [scaled(table, scaling), scaled(queries, scaling)];
const close = (values: ArrayLike<number>, expected: readonly number[], digits: number): void => {
  expect(values).toHaveLength(expected.length);
  for (const [i, value] of expected.entries()) expect(values[i], `at ${i}`).toBeCloseTo(value, digits);
};

describe('as NumPy and SciPy have it', () => {
  test('z-scores', () => close(even.values, reference.zscore.flat(), 12));

  test('nearest rows', () => {
    const found = (rows: Table, probes: Table) => reference.queries.map((_, i) => nearestRows(rows, 5, probes, i));
    expect(found(table, queries)).toEqual(reference.nearest.raw);
    expect(found(even, evenQueries)).toEqual(reference.nearest.scaled);
  });

  test('naive Bayes', () => {
    const model = trainGaussianNaiveBayes(table, labels);
    close(logPosteriors(model, queries), reference.naiveBayes.flat(), 9);
    expect([...naiveBayes(model, queries)]).toEqual(reference.naiveBayes.map((row) => row.indexOf(Math.max(...row))));
  });

  test.each([
    ['linear', { id: 'linear' }, 1],
    ['rbf', { id: 'rbf', gamma: 0.5 }, 10],
  ] as const)('support vectors, %s kernel', (name, kernel: Kernel, c) => {
    const svm = trainSvm(even, labels, { kernel, c, tolerance: 1e-9 });
    const machine = svm.machines[0]!;
    expect([machine.first, machine.second]).toEqual([0, 1]);
    close(
      reference.queries.map((_, i) => decisionValue(machine, evenQueries, i)),
      reference.svm[name].decisions,
      4,
    );
    expect(machine.weights).toHaveLength(reference.svm[name].alphas.filter((alpha) => alpha > 1e-6).length);
    expect(machine.weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(0, 9);
  });

  test('principal components', () => {
    for (const [rows, expected] of [
      [table, reference.components.raw],
      [even, reference.components.scaled],
    ] as const) {
      const { variances, directions } = componentsOfTable(rows.values, 3);
      for (const [i, value] of expected.variances.entries()) expect(variances[i]! / value).toBeCloseTo(1, 9);
      const along = expected.first.reduce((sum, value, d) => sum + value * directions[d]!, 0);
      expect(Math.abs(along)).toBeCloseTo(1, 9);
    }
  });

  test('K-means from given centres', () => {
    const { centres, labels: found, inertia } = lloyd(table, tableOf(reference.kMeans.start));
    close(centres.values, reference.kMeans.centres.flat(), 9);
    expect([...found]).toEqual(reference.kMeans.labels);
    expect(inertia).toBeCloseTo(reference.kMeans.inertia, 6);
  });
});

test('K-means: the best of several beginnings, the same for a seed, no cluster empty', () => {
  const best = kMeans(table, 3, 5);
  expect(best.inertia).toBeLessThanOrEqual(reference.kMeans.inertia + 1e-9);
  expect(kMeans(table, 3, 5)).toEqual(best);
  expect(nearestCentres(table, best.centres)).toEqual(best.labels);
  expect(() => kMeans(table, 25, 5)).toThrow(RangeError);
  // All rows but two in one place: three clusters still have a row each.
  const lumps = tableOf([...Array.from({ length: 6 }, () => [0, 0]), [1, 0], [9, 9]]);
  const { labels: of } = lloyd(
    lumps,
    tableOf([
      [0, 0],
      [0, 0],
      [5, 5],
    ]),
  );
  expect(new Set(of).size).toBe(3);
});

test('by hand: votes, a tie, grouping under other names, columns without a spread', () => {
  const line = tableOf([[0], [1], [2], [10], [11]]);
  expect([...kNearest(line, [0, 0, 1, 1, 1], 3, tableOf([[0.4], [10.4]]))]).toEqual([0, 1]);
  // One vote each: the nearest's counts.
  expect([...kNearest(line, [0, 0, 1, 1, 1], 2, tableOf([[1.6], [1.4]]))]).toEqual([1, 0]);
  expect(adjustedRandIndex([0, 0, 1, 1], [5, 5, 3, 3])).toBe(1);
  // Pairs together: 1 on both sides, 2 and 1 on each, 6 in all.
  expect(adjustedRandIndex([0, 0, 1, 1], [0, 0, 1, 2])).toBeCloseTo((1 - 2 / 6) / (1.5 - 2 / 6), 12);
  expect(() =>
    zScore(
      tableOf([
        [1, 2],
        [1, 3],
      ]),
    ),
  ).toThrow(ConstantColumnError);
  expect(Array.from(scaled(tableOf([[1], [3], [5]]), minMax(tableOf([[1], [3], [5]]))).values)).toEqual([0, 0.5, 1]);
});

test('three classes apart in a plane are told by every vote; two classes are needed', () => {
  const rows = tableOf([
    [0, 0],
    [0, 1],
    [5, 0],
    [5, 1],
    [0, 9],
    [1, 9],
  ]);
  const svm = trainSvm(rows, [7, 7, 2, 2, 4, 4], { kernel: { id: 'linear' }, c: 10 });
  expect([...svmAnswers(svm, rows)]).toEqual([7, 7, 2, 2, 4, 4]);
  expect(() => trainSvm(rows, [1, 1, 1, 1, 1, 1], { kernel: { id: 'linear' }, c: 1 })).toThrow(RangeError);
});

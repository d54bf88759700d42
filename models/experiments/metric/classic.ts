import { kNearest } from '../../classify/k-nearest.ts';
import { svmAnswers, trainSvm } from '../../classify/svm.ts';
import { kMeans } from '../../clustering/k-means.ts';
import type { Table } from '../../linear/table.ts';
import { seededRandom } from '../../metrics/seeded-random.ts';
import { picked, type Rows } from './measures.ts';

/** The three of the notes, as the lesson on scaling has them; a test puts in one that does change distances. */
export const CLASSIC = { kMeans, kNearest, trainSvm, svmAnswers };
export type Classic = typeof CLASSIC;

export const classicIds = ['kMeans', 'kNearest', 'svm'] as const;
export type ClassicId = (typeof classicIds)[number];

/** K-means: purity. K-NN and SVM: accuracy on the pictures that were not given to them. Each 0 … 1. */
export type ClassicFigures = Readonly<Record<ClassicId, number>>;

export interface ClassicResult {
  readonly figures: ClassicFigures;
  /** Of the distances that were compared before and after all three had been fitted, how many changed their order. */
  readonly reordered: number;
  readonly compared: number;
}

const tableOf = ({ rows, dimension }: Rows): Table => ({ dimension, values: Float64Array.from(rows) });

/** All three on one space. K-NN and SVM are given the pictures at `known`, K-means as many clusters as there are people. */
export function classicOn(
  space: Rows,
  known: readonly number[],
  seed: number,
  classic: Classic = CLASSIC,
): ClassicResult {
  const asked = Array.from(space.labels.keys()).filter((i) => !known.includes(i));
  const [given, probes] = [picked(space, known), picked(space, asked)];
  const all = tableOf(space);
  const before = distanceOrders(all, seed);
  const people = new Set(space.labels).size;
  const clusters = classic.kMeans(all, people, seed, { restarts: 4 });
  const [table, queries] = [tableOf(given), tableOf(probes)];
  const near = classic.kNearest(table, given.labels, 3, queries);
  const machines = classic.trainSvm(table, given.labels, { kernel: { id: 'linear' }, c: 10 });
  const divided = classic.svmAnswers(machines, queries);
  const after = distanceOrders(all, seed);
  return {
    figures: {
      kMeans: purity(clusters.labels, space.labels),
      kNearest: accuracy(near, probes.labels),
      svm: accuracy(divided, probes.labels),
    },
    reordered: before.filter((closer, i) => closer !== after[i]).length,
    compared: before.length,
  };
}

/** Which pictures K-NN and SVM are given, two of four of each person in turn: by place in the list. */
export const knownOf = (count: number): number[] => Array.from({ length: count }, (_, i) => i).filter((i) => i % 4 < 2);

/** Whether one picture is closer than another to a third, for triples that the seed draws. */
export function distanceOrders({ values, dimension }: Table, seed: number, triples = 2000): boolean[] {
  const n = values.length / dimension;
  const random = seededRandom(seed ^ 0x7f4a7c15);
  const square = (i: number, j: number): number => {
    let sum = 0;
    for (let d = 0; d < dimension; d++) sum += (values[i * dimension + d]! - values[j * dimension + d]!) ** 2;
    return sum;
  };
  return Array.from({ length: triples }, () => {
    const [a, b, c] = [random(), random(), random()].map((at) => Math.floor(at * n)) as [number, number, number];
    return square(a, b) < square(a, c);
  });
}

/** The same triples in two spaces: the share whose order differs. */
export function reorderedShare(one: Rows, other: Rows, seed: number): number {
  const [a, b] = [distanceOrders(tableOf(one), seed), distanceOrders(tableOf(other), seed)];
  return a.filter((closer, i) => closer !== b[i]).length / a.length;
}

/** The share of pictures that show the person whom most of their cluster show (Manning, Raghavan, Schütze 2008, §16.3). */
export function purity(clusters: ArrayLike<number>, labels: ArrayLike<number>): number {
  const counts = new Map<number, Map<number, number>>();
  for (let i = 0; i < labels.length; i++) {
    const own = counts.get(clusters[i]!) ?? new Map<number, number>();
    counts.set(clusters[i]!, own.set(labels[i]!, (own.get(labels[i]!) ?? 0) + 1));
  }
  return [...counts.values()].reduce((sum, own) => sum + Math.max(...own.values()), 0) / labels.length;
}

const accuracy = (answers: ArrayLike<number>, labels: ArrayLike<number>): number =>
  Array.from(answers).filter((answer, i) => answer === labels[i]).length / labels.length;

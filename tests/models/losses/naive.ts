/** Plain loops over numbers, for the oracles; nothing here knows tensors. */
export type Rows = readonly (readonly number[])[];

export const dotOf = (a: readonly number[], b: readonly number[]): number => {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += a[i]! * b[i]!;
  return total;
};
export const unit = (a: readonly number[]): number[] => a.map((v) => v / Math.sqrt(dotOf(a, a)));
export const squared = (a: readonly number[], b: readonly number[]): number => {
  let total = 0;
  for (let i = 0; i < a.length; i++) total += (a[i]! - b[i]!) ** 2;
  return total;
};
export const cosineOf = (a: readonly number[], b: readonly number[]): number => dotOf(unit(a), unit(b));

/** A distance's value for two rows, and the sign that makes it a distance: +1, or −1 for a similarity. */
export const NAIVE_DISTANCES = {
  euclidean: { of: (a: readonly number[], b: readonly number[]) => Math.sqrt(squared(a, b)), sign: 1 },
  'squared-euclidean': { of: squared, sign: 1 },
  cosine: { of: cosineOf, sign: -1 },
  dot: { of: dotOf, sign: -1 },
} as const;
export type DistanceName = keyof typeof NAIVE_DISTANCES;

export const average = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((a, b) => a + b, 0) / values.length;
export const averageOfNonZero = (values: readonly number[]): number => average(values.filter((v) => v > 0));
export const logSum = (values: readonly number[]): number => Math.log(values.reduce((sum, v) => sum + Math.exp(v), 0));

export interface Question {
  readonly x: Rows;
  readonly labels: readonly number[];
  readonly distance: DistanceName;
  readonly options: Readonly<Record<string, number>>;
  readonly weights: Readonly<Record<string, Rows>>;
  /** Where to take what is constant to the gradient; x itself unless given. */
  readonly frozen?: Rows;
}

/** Indexes of an anchor's mated and non-mated images. */
export const mates = (labels: readonly number[], a: number): number[] =>
  labels.flatMap((label, i) => (i !== a && label === labels[a] ? [i] : []));
export const strangers = (labels: readonly number[], a: number): number[] =>
  labels.flatMap((label, i) => (label === labels[a] ? [] : [i]));

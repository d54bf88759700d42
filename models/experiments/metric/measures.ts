import { reIdentification } from '../../metrics/average-precision.ts';
import { fuseTemplates } from '../../metrics/template-fusion.ts';
import { figuresOf } from '../../train/figures.ts';

/** Pictures in one space: rows of length 1, and who they show. */
export interface Rows {
  /** [n, dimension], row-major. */
  readonly rows: Float32Array;
  readonly dimension: number;
  readonly labels: Int32Array;
}

/** Every row's dot product with every row: [n, n]. For some hundred rows, in plain JavaScript. */
export function scoresOf({ rows, dimension }: Pick<Rows, 'rows' | 'dimension'>): Float32Array {
  const n = rows.length / dimension;
  const scores = new Float32Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = i; j < n; j++) {
      let sum = 0;
      for (let d = 0; d < dimension; d++) sum += rows[i * dimension + d]! * rows[j * dimension + d]!;
      scores[i * n + j] = sum;
      scores[j * n + i] = sum;
    }
  return scores;
}

export interface SpaceFigures {
  /** The closest other picture shows the same person. */
  readonly recallAt1: number;
  readonly mapAtR: number;
  /** Of verification, each picture against each. */
  readonly eer: number;
  /** Mean distance of two pictures of one person over that of two people: 1, they are as far apart. */
  readonly nearness: number;
  /** Rank 1 across cameras; null where there is one camera. */
  readonly rank1: number | null;
}

/** How well a space brings a person's pictures together. */
export function spaceFigures(space: Rows, cameras?: Uint8Array): SpaceFigures {
  const scores = scoresOf(space);
  const { pAt1, mapAtR, eer } = figuresOf(scores, space.labels);
  const again = cameras === undefined ? null : reIdentification({ ...space, cameras }, 1);
  return { recallAt1: pAt1, mapAtR, eer, nearness: nearness(scores, space.labels), rank1: again?.cmc[0] ?? null };
}

function nearness(scores: Float32Array, labels: Int32Array): number {
  const n = labels.length;
  const [same, other] = [
    { sum: 0, count: 0 },
    { sum: 0, count: 0 },
  ];
  for (let i = 0; i < n; i++)
    for (let j = i + 1; j < n; j++) {
      const kind = labels[i] === labels[j] ? same : other;
      // Rows have length 1: |a − b|² = 2 − 2 a·b.
      kind.sum += Math.sqrt(Math.max(0, 2 - 2 * scores[i * n + j]!));
      kind.count++;
    }
  return same.sum / same.count / (other.sum / other.count);
}

/** One fused template a person, in the order in which they first occur: what enrolment inserts. */
export function prototypesOf({ rows, dimension, labels }: Rows): Map<number, Float32Array> {
  const own = new Map<number, Float32Array[]>();
  for (const [i, label] of labels.entries()) {
    const row = rows.subarray(i * dimension, (i + 1) * dimension);
    own.set(label, [...(own.get(label) ?? []), row]);
  }
  return new Map(
    [...own].map(([label, templates]) => [label, fuseTemplates(templates, new Array(templates.length).fill(1))]),
  );
}

/** The share of probes whose nearest prototype is their own person's. */
export function recognised({ rows, dimension, labels }: Rows, gallery: ReadonlyMap<number, Float32Array>): number {
  let right = 0;
  for (const [i, label] of labels.entries()) {
    let [best, nearest] = [Number.NEGATIVE_INFINITY, -1];
    for (const [person, prototype] of gallery) {
      let score = 0;
      for (let d = 0; d < dimension; d++) score += rows[i * dimension + d]! * prototype[d]!;
      if (score > best) [best, nearest] = [score, person];
    }
    if (nearest === label) right++;
  }
  return labels.length === 0 ? Number.NaN : right / labels.length;
}

export interface Enrolment {
  readonly oldBefore: number;
  readonly oldAfter: number;
  readonly newBefore: number;
  readonly newAfter: number;
}

/** People are inserted into a gallery by their prototypes, nothing is trained: who is recognised before and after. */
export function enrolment(
  known: Readonly<{ gallery: Rows; probes: Rows }>,
  newcomers: Readonly<{ gallery: Rows; probes: Rows }>,
): Enrolment {
  const before = prototypesOf(known.gallery);
  const after = new Map([...before, ...prototypesOf(newcomers.gallery)]);
  return {
    oldBefore: recognised(known.probes, before),
    oldAfter: recognised(known.probes, after),
    newBefore: recognised(newcomers.probes, before),
    newAfter: recognised(newcomers.probes, after),
  };
}

/** Some rows of a space. */
export function picked({ rows, dimension, labels }: Rows, which: readonly number[]): Rows {
  const some = new Float32Array(which.length * dimension);
  for (const [k, i] of which.entries()) some.set(rows.subarray(i * dimension, (i + 1) * dimension), k * dimension);
  return { rows: some, dimension, labels: Int32Array.from(which, (i) => labels[i]!) };
}

import { type CrossComparisons, crossComparisonSteps } from '../../../models/metrics/cross-comparisons.ts';
import { type CrossTail, crossTail } from '../../../models/metrics/cross-tail.ts';
import { type EqualErrorRate, equalErrorRate } from '../../../models/metrics/eer.ts';
import {
  crossedNonMated,
  listedNonMated,
  type MatedComparisons,
  matedComparisons,
  type NonMatedTail,
} from '../../../models/metrics/person-comparisons.ts';
import { assertNoNaN, type Scores, sortedScores } from '../../../models/metrics/scores.ts';

/** Listed comparisons by image number, and the images' templates. Plain arrays, so that a worker can do the computing. */
export interface VerificationInput {
  /** Null where the image could not be acquired. */
  readonly templates: readonly (Float32Array | null)[];
  readonly dimension: number;
  readonly identity: Int32Array;
  readonly people: number;
  /** By person number: 1 for those who are compared with all others, but not with one another (strangers to a gallery). Null: nobody. */
  readonly apart: Uint8Array | null;
  /** Whether all identity-disjoint comparisons count as non-mated, or only the listed ones. */
  readonly cross: boolean;
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly mated: Uint8Array;
  /** Null where the list names no folds: ten are dealt then. */
  readonly fold: Int32Array | null;
  readonly targets: readonly number[];
}

/** The scores of a verification protocol. All are of single precision, listed and cross comparisons alike. */
export interface VerificationComparisons {
  /** Of each listed comparison; −∞ where an image could not be acquired: such a comparison is never accepted. */
  readonly pairScores: Float32Array;
  /** Ascending. Failures to acquire are among the mated (as −∞), not among the non-mated, where they would lower FMR. */
  readonly mated: Float64Array;
  readonly nonMated: Scores;
  readonly matedByPerson: MatedComparisons;
  readonly nonMatedByPerson: NonMatedTail;
  readonly equalErrorRate: EqualErrorRate | null;
  /** Acquired images of each person, where all pairs of different people were compared; null where only listed ones were. */
  readonly images: Float64Array | null;
  /** The closest non-mated comparisons by image number, descending. */
  readonly closest: CrossTail;
}

/** How far beyond the highest rate asked for the tail reaches, so that a replicate's threshold still lies in it. */
const TAIL = 3;
const SHORTEST_TAIL = 1000;
/** Plots and later questions reach further than the figures: to this share, as long as it is no burden. */
const PLOT_TAIL = 0.1;
const LONGEST_PLOT_TAIL = 300_000;

/** All scores. Other work gets its turn in between; null when `onProgress` answers false. */
export async function compareForVerification(
  input: VerificationInput,
  onProgress: (share: number) => boolean,
): Promise<VerificationComparisons | null> {
  const { first, second, identity, templates } = input;
  const pairScores = Float32Array.from(first, (i, k) => score(templates[i]!, templates[second[k]!]!));
  assertNoNaN(pairScores);
  const all = Array.from(pairScores.keys());
  const matedPairs = all.filter((k) => input.mated[k] === 1);
  const matedByPerson = matedComparisons(
    matedPairs.map((k) => pairScores[k]!),
    matedPairs.map((k) => identity[first[k]!]!),
  );
  const mated = matedByPerson.scores;

  if (!input.cross) {
    const pairs = all.filter((k) => input.mated[k] === 0 && pairScores[k]! > Number.NEGATIVE_INFINITY);
    const closest = listedTail(input, pairScores, pairs);
    const nonMated = sortedScores(closest.scores);
    const owners = closest.first.map((i) => identity[i]!);
    return {
      ...{ pairScores, mated, nonMated, matedByPerson, closest },
      nonMatedByPerson: listedNonMated(closest.scores, owners),
      equalErrorRate: equalErrorRate(mated, nonMated),
      images: null,
    };
  }

  const acquired = Array.from(templates.keys()).filter((i) => templates[i] !== null);
  const cross = await compareAll(input, acquired, onProgress);
  if (cross === null) return null;
  assertNoNaN(cross.scores);
  const nonMated = cross.scores.slice().sort();
  const eer = equalErrorRate(mated, nonMated);
  const kept = Math.max(
    Math.ceil(TAIL * Math.max(eer?.high ?? 0, ...input.targets) * nonMated.length),
    Math.min(LONGEST_PLOT_TAIL, Math.ceil(PLOT_TAIL * nonMated.length)),
  );
  const from = nonMated[Math.max(0, nonMated.length - Math.max(kept, SHORTEST_TAIL))] ?? Number.POSITIVE_INFINITY;
  const rows = crossTail(cross, from);
  const closest = {
    scores: rows.scores,
    first: rows.first.map((r) => acquired[r]!),
    second: rows.second.map((r) => acquired[r]!),
  };
  const images = new Float64Array(input.people);
  for (const i of acquired) images[identity[i]!]!++;
  const byPerson = {
    scores: closest.scores,
    first: closest.first.map((i) => identity[i]!),
    second: closest.second.map((i) => identity[i]!),
  };
  return {
    ...{ pairScores, mated, nonMated, matedByPerson, closest, images, equalErrorRate: eer },
    nonMatedByPerson: crossedNonMated(byPerson, images, input.apart),
  };
}

/** Inner product of L2-normalised templates, their cosine similarity. */
function score(a: Float32Array | null, b: Float32Array | null): number {
  if (a === null || b === null) return Number.NEGATIVE_INFINITY;
  let sum = 0;
  for (let d = 0; d < a.length; d++) sum += a[d]! * b[d]!;
  return sum;
}

async function compareAll(
  { templates, dimension, identity, people, apart }: VerificationInput,
  acquired: readonly number[],
  onProgress: (share: number) => boolean,
): Promise<CrossComparisons | null> {
  const rows = new Float32Array(acquired.length * dimension);
  for (const [row, i] of acquired.entries()) rows.set(templates[i]!, row * dimension);
  // Those apart count as one identity here, and so are not compared among themselves.
  const identities = Int32Array.from(acquired, (i) => (apart?.[identity[i]!] === 1 ? people : identity[i]!));
  const steps = crossComparisonSteps(rows, dimension, identities);
  for (let step = steps.next(); ; step = steps.next()) {
    if (step.done) return step.value;
    if (!onProgress(step.value)) return null;
    await new Promise(setImmediate);
  }
}

function listedTail({ first, second }: VerificationInput, scores: Float32Array, pairs: readonly number[]): CrossTail {
  const order = [...pairs].sort((a, b) => scores[b]! - scores[a]!);
  return {
    scores: Float64Array.from(order, (k) => scores[k]!),
    first: Int32Array.from(order, (k) => first[k]!),
    second: Int32Array.from(order, (k) => second[k]!),
  };
}

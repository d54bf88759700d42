import { equalErrorRate } from '../metrics/eer.ts';
import { fnmrAtFmr } from '../metrics/measurable.ts';
import { neighboursNeeded, probeRetrievals, retrieval } from '../metrics/retrieval.ts';
import { sortedScores } from '../metrics/scores.ts';
import type { EmbeddingFigures, ScoredPair } from './reports.ts';

/** False match rates at which the false non-match rate is told. */
export const REPORTED_FMR = [1e-2, 1e-3] as const;

/**
 * Figures of a part from its comparison scores: each picture held against all others of the part.
 * @param scores [n, n], row-major, symmetric
 * @param people who each row shows
 * @throws RangeError where nobody has two pictures, or a score is NaN
 */
export function figuresOf(scores: Float32Array, people: Int32Array): EmbeddingFigures {
  const retrieved = retrieval(probeRetrievals(nearest(scores, people), people, people, true));
  const { mated, nonMated } = comparisons(scores, people);
  const sorted = { mated: sortedScores(mated), nonMated: sortedScores(nonMated) };
  const error = equalErrorRate(sorted.mated, sorted.nonMated);
  if (!retrieved || !error) throw new RangeError('train: figures need two people, one of them with two pictures');
  return {
    pAt1: retrieved.pAt1,
    rPrecision: retrieved.rPrecision,
    mapAtR: retrieved.mapAtR,
    eer: error.eer,
    fnmrAtFmr: REPORTED_FMR.map((fmr) => ({ fmr, fnmr: fnmrAtFmr(sorted.mated, sorted.nonMated, fmr).value })),
    people: new Set(people).size,
    pictures: people.length,
    mated: mated.length,
    nonMated: nonMated.length,
  };
}

/** Of each row as many neighbours as the largest person has other pictures, so that MAP@R is never cut. */
function nearest(scores: Float32Array, people: Int32Array) {
  const count = people.length;
  const k = neighboursNeeded(people);
  const indexes = new Int32Array(count * k);
  for (let i = 0; i < count; i++) keepBest(scores.subarray(i * count, (i + 1) * count), i, indexes, i * k, k);
  return { k, indexes };
}

/** The k best but `self`, best first, of equals the lower index, by insertion. */
function keepBest(row: Float32Array, self: number, kept: Int32Array, at: number, k: number): void {
  let filled = 0;
  for (let j = 0; j < row.length; j++) {
    const score = row[j]!;
    if (Number.isNaN(score)) throw new RangeError(`the comparison of ${self} with ${j} is NaN`);
    if (j === self || (filled === k && !(score > row[kept[at + k - 1]!]!))) continue;
    let place = filled < k ? filled++ : k - 1;
    while (place > 0 && score > row[kept[at + place - 1]!]!) {
      kept[at + place] = kept[at + place - 1]!;
      place--;
    }
    kept[at + place] = j;
  }
}

function comparisons(scores: Float32Array, people: Int32Array) {
  const count = people.length;
  const [mated, nonMated] = [0, 1].map(() => new Float32Array((count * (count - 1)) / 2)) as [
    Float32Array,
    Float32Array,
  ];
  let [same, other] = [0, 0];
  for (let i = 0; i < count; i++)
    for (let j = i + 1; j < count; j++) {
      const score = scores[i * count + j]!;
      if (people[i] === people[j]) mated[same++] = score;
      else nonMated[other++] = score;
    }
  return { mated: mated.subarray(0, same), nonMated: nonMated.subarray(0, other) };
}

/**
 * The least alike mated and the most alike non-mated pairs, worst first; `pictures` names the rows. A picture occurs once in
 * each list, else one odd picture would fill it.
 */
export function hardestPairs(scores: Float32Array, people: Int32Array, pictures: Int32Array, count: number) {
  return { mated: worst(true), nonMated: worst(false) };

  function worst(mated: boolean): ScoredPair[] {
    const n = people.length;
    // Each picture's own worst pair is enough: no pair of a list is missing from these.
    const candidates: { i: number; j: number; score: number }[] = [];
    for (let i = 0; i < n; i++) {
      let best = -1;
      for (let j = 0; j < n; j++) {
        if (j === i || (people[i] === people[j]) !== mated) continue;
        if (best < 0 || scores[i * n + j]! < scores[i * n + best]! === mated) best = j;
      }
      if (best >= 0) candidates.push({ i, j: best, score: scores[i * n + best]! });
    }
    candidates.sort((a, b) => (mated ? a.score - b.score : b.score - a.score));
    const used = new Set<number>();
    const pairs: ScoredPair[] = [];
    for (const { i, j, score } of candidates) {
      if (used.has(i) || used.has(j)) continue;
      used.add(i).add(j);
      pairs.push({ first: pictures[i]!, second: pictures[j]!, score });
      if (pairs.length === count) break;
    }
    return pairs;
  }
}

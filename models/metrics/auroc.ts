import { assertNoNaN } from './scores.ts';

/** Scores by descending value, and who each belongs to (numbers from 0): to be weighed by how often a person was drawn. */
export interface OwnedScores {
  readonly scores: Float64Array;
  readonly owner: Int32Array;
}

/** @throws RangeError at the first NaN */
export function ownedScores(scores: ArrayLike<number>, owner: ArrayLike<number>): OwnedScores {
  assertNoNaN(scores);
  const order = Array.from({ length: scores.length }, (_, i) => i).sort((a, b) => scores[b]! - scores[a]! || a - b);
  return { scores: Float64Array.from(order, (i) => scores[i]!), owner: Int32Array.from(order, (i) => owner[i]!) };
}

/**
 * The area under the ROC curve of telling known from unknown by a score: the chance that a known one's is above an unknown
 * one's, ties counting half (Hanley, McNeil, "The Meaning and Use of the Area under a ROC Curve", Radiology 1982; for the
 * detection of what was not trained on Hendrycks, Gimpel, ICLR 2017). Each score counts as often as its owner was drawn; the
 * owners of known and unknown ones are numbered apart. Null where nothing was drawn on one side.
 */
export function weightedAuroc(
  known: OwnedScores,
  unknown: OwnedScores,
  knownDrawn: ArrayLike<number>,
  unknownDrawn: ArrayLike<number>,
): number | null {
  let area = 0;
  let above = 0;
  let unknownTotal = 0;
  for (let k = 0, u = 0; u < unknown.scores.length; ) {
    const score = unknown.scores[u]!;
    for (; k < known.scores.length && known.scores[k]! > score; k++) above += knownDrawn[known.owner[k]!]!;
    let equal = 0;
    for (; k < known.scores.length && known.scores[k] === score; k++) equal += knownDrawn[known.owner[k]!]!;
    let here = 0;
    for (; u < unknown.scores.length && unknown.scores[u] === score; u++) here += unknownDrawn[unknown.owner[u]!]!;
    area += here * (above + equal / 2);
    above += equal;
    unknownTotal += here;
  }
  let knownTotal = 0;
  for (const owner of known.owner) knownTotal += knownDrawn[owner]!;
  return knownTotal === 0 || unknownTotal === 0 ? null : area / (knownTotal * unknownTotal);
}

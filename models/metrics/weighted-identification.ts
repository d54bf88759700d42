import type { OwnedScores } from './auroc.ts';

/** Open-set searches of known probes by descending score of the best candidate, and whether that is who it shows. */
export interface KnownAnswers extends OwnedScores {
  /** 1 where the best candidate is the probe's person. */
  readonly right: Uint8Array;
}

/**
 * FNIR(N, T, 1) at the smallest threshold T with FPIR(N, T) ≤ `target`, over the people drawn: the threshold is found anew, so
 * that an interval holds what its choice adds. Null when nothing was drawn on one side.
 */
export function weightedFnirAtFpir(
  known: KnownAnswers,
  strangers: OwnedScores,
  target: number,
  knownDrawn: ArrayLike<number>,
  strangersDrawn: ArrayLike<number>,
): number | null {
  let total = 0;
  for (const owner of strangers.owner) total += strangersDrawn[owner]!;
  let trials = 0;
  for (const owner of known.owner) trials += knownDrawn[owner]!;
  if (total === 0 || trials === 0) return null;
  const refused = highestRefused(strangers, target, strangersDrawn, total);
  let hits = 0;
  for (let i = 0; i < known.scores.length && known.scores[i]! > refused; i++)
    if (known.right[i] === 1) hits += knownDrawn[known.owner[i]!]!;
  return 1 - hits / trials;
}

/** The highest score that may not be accepted, so that it is refused with all its equals; −∞ where all may be. */
function highestRefused(
  { scores, owner }: OwnedScores,
  target: number,
  drawn: ArrayLike<number>,
  total: number,
): number {
  let accepted = 0;
  for (let i = 0; i < scores.length; i++) {
    accepted += drawn[owner[i]!]!;
    if (accepted > target * total + 1e-9) return scores[i]!;
  }
  return Number.NEGATIVE_INFINITY;
}

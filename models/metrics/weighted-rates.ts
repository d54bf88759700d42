import { equalErrorRateOf } from './eer.ts';
import type { MatedComparisons, NonMatedTail } from './person-comparisons.ts';

/**
 * FNMR at the smallest threshold with FMR ≤ `target`, both over the people drawn. The threshold is found anew in each
 * replicate, so the interval holds what the choice of threshold adds. Null when nothing was drawn or the tail is too short.
 */
export function weightedFnmrAtFmr(
  mated: MatedComparisons,
  nonMated: NonMatedTail,
  target: number,
  drawn: Float64Array,
): number | null {
  const total = nonMated.totalWeight(drawn);
  if (total === 0) return null;
  let accepted = 0;
  let refusedFrom = -1;
  for (let i = 0; i < nonMated.scores.length && refusedFrom < 0; i++) {
    accepted += nonMated.weight(i, drawn);
    // A score that breaks the promise is refused with all its equals, whether they come before or after it.
    if (accepted / total > target) refusedFrom = i;
  }
  if (refusedFrom < 0) return null;
  const highestRefused = nonMated.scores[refusedFrom]!;
  let trials = 0;
  let errors = 0;
  for (let i = 0; i < mated.scores.length; i++) {
    const weight = drawn[mated.person[i]!]!;
    trials += weight;
    if (mated.scores[i]! <= highestRefused) errors += weight;
  }
  return trials === 0 ? null : errors / trials;
}

/** EER (see eer.ts) over the people drawn. Null when nothing was drawn or the rates do not meet within the tail. */
export function weightedEer(mated: MatedComparisons, nonMated: NonMatedTail, drawn: Float64Array): number | null {
  const nonMatedTotal = nonMated.totalWeight(drawn);
  let matedTotal = 0;
  for (const p of mated.person) matedTotal += drawn[p]!;
  if (nonMatedTotal === 0 || matedTotal === 0) return null;
  let matched = 0;
  let falselyMatched = 0;
  let m = mated.scores.length - 1;
  let n = 0;
  // Downwards from +∞, where nothing is accepted, to the first threshold with FMR ≥ FNMR; the point before is kept.
  // A score of +∞ passes even the threshold +∞; then there is no point where nothing is accepted.
  const highest = Math.max(mated.scores.at(-1) ?? 0, nonMated.scores[0] ?? 0);
  let before: readonly [number, number] | null = highest === Number.POSITIVE_INFINITY ? null : [0, 1];
  while (n < nonMated.scores.length) {
    const threshold = Math.max(m >= 0 ? mated.scores[m]! : Number.NEGATIVE_INFINITY, nonMated.scores[n]!);
    for (; m >= 0 && mated.scores[m]! >= threshold; m--) matched += drawn[mated.person[m]!]!;
    for (; n < nonMated.scores.length && nonMated.scores[n]! >= threshold; n++)
      falselyMatched += nonMated.weight(n, drawn);
    const fmr = falselyMatched / nonMatedTotal;
    const fnmr = (matedTotal - matched) / matedTotal;
    if (fmr >= fnmr) {
      const points = before === null ? [[fmr, fnmr] as const] : [[fmr, fnmr] as const, before];
      return equalErrorRateOf(
        points.map((point) => point[0]),
        points.map((point) => point[1]),
        points.map(() => threshold),
      ).eer;
    }
    before = [fmr, fnmr];
  }
  return null;
}

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
  return weightedFnmrsAtFmrs(mated, nonMated, [target], drawn)[0]!;
}

/** The same for several targets, in falling order, in one walk along the scores. */
export function weightedFnmrsAtFmrs(
  mated: MatedComparisons,
  nonMated: NonMatedTail,
  targets: readonly number[],
  drawn: Float64Array,
): (number | null)[] {
  return weightedSharesUpTo(mated, weightedRefusals(nonMated, targets, drawn), drawn);
}

/**
 * For each target (falling) the highest score that FMR ≤ target refuses, over the people drawn: the smallest threshold is just above
 * it. Null where nothing was drawn or the tail is too short.
 */
export function weightedRefusals(
  nonMated: NonMatedTail,
  targets: readonly number[],
  drawn: Float64Array,
): (number | null)[] {
  const refused = targets.map((): number | null => null);
  const total = nonMated.totalWeight(drawn);
  if (total === 0) return refused;
  let accepted = 0;
  // The strictest target is broken first.
  let at = targets.length - 1;
  for (let i = 0; i < nonMated.scores.length && at >= 0; i++) {
    accepted += nonMated.weight(i, drawn);
    // A score that breaks the promise is refused with all its equals, whether they come before or after it.
    while (at >= 0 && accepted / total > targets[at]!) refused[at--] = nonMated.scores[i]!;
  }
  return refused;
}

/** For each of the rising scores the share of the mated comparisons drawn that score no higher: FNMR just above it. One walk. */
function weightedSharesUpTo(
  mated: MatedComparisons,
  refused: readonly (number | null)[],
  drawn: Float64Array,
): (number | null)[] {
  const errors = refused.map(() => 0);
  let trials = 0;
  let at = 0;
  for (let i = 0; i < mated.scores.length; i++) {
    // Targets that no score of the tail breaks come first, where there are any.
    while (at < refused.length && (refused[at] === null || refused[at]! < mated.scores[i]!)) errors[at++] = trials;
    trials += drawn[mated.person[i]!]!;
  }
  while (at < refused.length) errors[at++] = trials;
  return refused.map((score, k) => (score === null || trials === 0 ? null : errors[k]! / trials));
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

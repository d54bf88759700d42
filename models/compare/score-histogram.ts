/** Scores of known people's pictures and of strangers', counted in the same equal bins. */
export interface ScoreHistogram {
  /** Limits of the bins, ascending, one more than there are bins. Empty where there is no score. */
  readonly edges: readonly number[];
  readonly enrolled: readonly number[];
  readonly strangers: readonly number[];
}

const BINS = 32;

/** Bins from the lowest score of all to the highest, which is counted in the last. Scores that are not finite are left out. */
export function scoreHistogram(enrolled: ArrayLike<number>, strangers: ArrayLike<number>): ScoreHistogram {
  const [known, others] = [enrolled, strangers].map((scores) => Array.from(scores).filter(Number.isFinite));
  const all = [...known!, ...others!];
  if (all.length === 0) return { edges: [], enrolled: [], strangers: [] };
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const score of all) [low, high] = [Math.min(low, score), Math.max(high, score)];
  if (low === high) high = low + 1;
  const width = (high - low) / BINS;
  const counted = (scores: readonly number[]): number[] => {
    const counts = new Array<number>(BINS).fill(0);
    for (const score of scores) counts[Math.min(BINS - 1, Math.floor((score - low) / width))]!++;
    return counts;
  };
  return {
    edges: Array.from({ length: BINS + 1 }, (_, i) => low + i * width),
    enrolled: counted(known!),
    strangers: counted(others!),
  };
}

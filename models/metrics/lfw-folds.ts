/**
 * The protocol of Labeled Faces in the Wild (Huang et al., UM-Amherst TR 07-49, 2007), View 2: the threshold is chosen
 * on the other folds and tested on the held one; the figure is mean ± standard error over the folds,
 * SE = σ̂ / √k with σ̂² = Σ (pᵢ − p̄)² / (k − 1).
 */
export interface FoldedComparisons {
  readonly scores: ArrayLike<number>;
  readonly mated: ArrayLike<number>;
  readonly fold: ArrayLike<number>;
}

export interface FoldResult {
  readonly fold: number;
  readonly threshold: number;
  readonly accuracy: number;
  readonly comparisons: number;
  readonly errors: number;
}

export interface FoldAccuracy {
  readonly mean: number;
  readonly standardError: number;
  readonly folds: readonly FoldResult[];
}

/** Null with fewer than two folds: there would be nothing to choose the threshold on. `weights` (default 1) are a bootstrap's. */
export function foldAccuracy(comparisons: FoldedComparisons, weights?: ArrayLike<number>): FoldAccuracy | null {
  return foldPlan(comparisons)?.(weights) ?? null;
}

/** The same with the sorting done once, for the many replicates of a bootstrap. */
export function foldPlan(
  comparisons: FoldedComparisons,
): ((weights?: ArrayLike<number>) => FoldAccuracy | null) | null {
  const { scores, fold } = comparisons;
  const names = [...new Set(Array.from(fold))].sort((a, b) => a - b);
  if (names.length < 2) return null;
  const order = Array.from({ length: scores.length }, (_, i) => i).sort((a, b) => compare(scores[a]!, scores[b]!));
  const training = names.map((name) => Int32Array.from(order.filter((i) => fold[i] !== name)));
  const held = names.map((name) => Int32Array.from(order.filter((i) => fold[i] === name)));
  return (weights) => {
    const folds: FoldResult[] = [];
    for (const [k, name] of names.entries()) {
      const threshold = mostAccurateThreshold(comparisons, training[k]!, weights);
      const tested = test(comparisons, held[k]!, threshold, weights);
      if (tested.comparisons > 0) folds.push({ fold: name, threshold, ...tested });
    }
    if (folds.length < 2) return null;
    const mean = folds.reduce((sum, f) => sum + f.accuracy, 0) / folds.length;
    const variance = folds.reduce((sum, f) => sum + (f.accuracy - mean) ** 2, 0) / (folds.length - 1);
    return { mean, standardError: Math.sqrt(variance / folds.length), folds };
  };
}

/**
 * The threshold with the fewest errors on `order` (indexes by ascending score). Candidates lie half way between
 * neighbouring distinct scores, so that an unseen score just beside one is not cut off; of several equally good ones
 * the middle one is taken.
 */
function mostAccurateThreshold(
  { scores, mated }: FoldedComparisons,
  order: Int32Array,
  weights: ArrayLike<number> | undefined,
): number {
  let errors = 0;
  for (const i of order) if (mated[i] === 0) errors += weights?.[i] ?? 1;
  let fewest = errors;
  let best: number[] = [Number.NEGATIVE_INFINITY];
  for (let k = 0; k < order.length; k++) {
    const i = order[k]!;
    const weight = weights?.[i] ?? 1;
    errors += mated[i] === 0 ? -weight : weight;
    const score = scores[i]!;
    const next = k + 1 < order.length ? scores[order[k + 1]!]! : Number.POSITIVE_INFINITY;
    if (next === score) continue;
    if (errors > fewest) continue;
    if (errors < fewest) best = [];
    fewest = errors;
    best.push(between(score, next));
  }
  return best[best.length >>> 1]!;
}

/** A threshold in (low, high], in the middle where both are finite. */
function between(low: number, high: number): number {
  const middle = low + (high - low) / 2;
  return Number.isFinite(middle) && middle > low ? middle : high;
}

function test(
  { scores, mated }: FoldedComparisons,
  held: Int32Array,
  threshold: number,
  weights: ArrayLike<number> | undefined,
): Omit<FoldResult, 'fold' | 'threshold'> {
  let comparisons = 0;
  let errors = 0;
  for (const i of held) {
    const weight = weights?.[i] ?? 1;
    comparisons += weight;
    if (scores[i]! >= threshold !== (mated[i] === 1)) errors += weight;
  }
  return { comparisons, errors, accuracy: 1 - errors / comparisons };
}

/** Ascending, also for equal infinities, whose difference is NaN. */
const compare = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);

/** Folds for a list that names none: mated and non-mated are dealt out in turn, so that every fold has both. Not identity-disjoint. */
export function dealtFolds(mated: ArrayLike<number>, folds = 10): Int32Array {
  const dealt = [0, 0];
  return Int32Array.from(mated, (isMated) => dealt[isMated]!++ % folds);
}

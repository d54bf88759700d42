/** Comparisons whose score is in [low, high). */
export interface ScoreBin {
  readonly low: number;
  readonly high: number;
  readonly mated: number;
  readonly nonMated: number;
}

/** What a chart of scores shows: a level, such as a threshold, at a score. */
export interface ScoreMark {
  readonly id: string;
  readonly label: string;
  readonly score: number;
}

/** Bins of equal width over [from, to] from counts in their order; both kinds must have as many. */
export function scoreBins(
  mated: ArrayLike<number>,
  nonMated: ArrayLike<number>,
  [from, to]: readonly [number, number],
): ScoreBin[] {
  const count = Math.min(mated.length, nonMated.length);
  const at = (i: number): number => from + ((to - from) * i) / count;
  return Array.from({ length: count }, (_, i) => ({
    low: at(i),
    high: at(i + 1),
    mated: mated[i]!,
    nonMated: nonMated[i]!,
  }));
}

/** Without the empty bins at both ends, but for one on each side. */
export function filledBins(bins: readonly ScoreBin[]): readonly ScoreBin[] {
  const filled = ({ mated, nonMated }: ScoreBin): boolean => mated > 0 || nonMated > 0;
  const [first, last] = [bins.findIndex(filled), bins.findLastIndex(filled)];
  return first < 0 ? [] : bins.slice(Math.max(0, first - 1), last + 2);
}

/** Neighbouring bins put together by `by`: what is drawn has no need of bins narrower than two pixels. */
export function mergedBins(bins: readonly ScoreBin[], by: number): readonly ScoreBin[] {
  if (by <= 1) return bins;
  return Array.from({ length: Math.ceil(bins.length / by) }, (_, i) => {
    const own = bins.slice(i * by, (i + 1) * by);
    const sum = (kind: 'mated' | 'nonMated'): number => own.reduce((total, bin) => total + bin[kind], 0);
    return { low: own[0]!.low, high: own.at(-1)!.high, mated: sum('mated'), nonMated: sum('nonMated') };
  });
}

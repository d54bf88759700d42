/** Scores of one kind, in equal bins. */
export interface Bins {
  /** `counts.length + 1` limits, ascending. */
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

/** The share of its own kind in each bin: kinds of different size are compared by shape. All 0 where nothing was counted. */
export function shares({ counts }: Bins): number[] {
  const total = counts.reduce((sum, count) => sum + count, 0);
  return counts.map((count) => (total === 0 ? 0 : count / total));
}

/** Counts values between `low` and `high` in `bins` equal bins; what lies outside is counted in the first or last, so that none is lost. */
export function binned(values: readonly number[], low: number, high: number, bins: number): Bins {
  const width = (high - low) / bins;
  const counts = new Array<number>(bins).fill(0);
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    const at = Math.min(bins - 1, Math.max(0, Math.floor((value - low) / width)));
    counts[at]!++;
  }
  return { edges: Array.from({ length: bins + 1 }, (_, i) => low + i * width), counts };
}

/** The bin in which a value lies, the outer ones taking what is outside. */
export function binAt({ edges, counts }: Bins, value: number): number {
  const above = edges.findIndex((edge) => edge > value);
  return above === -1 ? counts.length - 1 : Math.max(0, above - 1);
}

/** All kinds without the bins at both ends in which none of them has a score, but for one on each side. */
export function filled<T extends Bins>(kinds: readonly T[]): readonly T[] {
  const edges = kinds[0]?.edges ?? [];
  const counted = edges.slice(1).map((_, i) => kinds.some(({ counts }) => counts[i]! > 0));
  const first = Math.max(0, counted.indexOf(true) - 1);
  const last = Math.min(counted.length - 1, counted.lastIndexOf(true) + 1);
  if (!counted.includes(true)) return kinds;
  return kinds.map((kind) => ({
    ...kind,
    edges: kind.edges.slice(first, last + 2),
    counts: kind.counts.slice(first, last + 1),
  }));
}

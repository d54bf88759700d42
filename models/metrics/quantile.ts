/**
 * The p-quantile of ascending values, interpolated linearly between order statistics (type 7 of Hyndman & Fan, "Sample
 * Quantiles in Statistical Packages", 1996). Null when there are none.
 */
export function quantile(sorted: ArrayLike<number>, p: number): number | null {
  if (sorted.length === 0) return null;
  const at = (sorted.length - 1) * p;
  const below = Math.floor(at);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low === high ? low : low + (high - low) * (at - below);
}

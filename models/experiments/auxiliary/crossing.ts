/** How one curve comes to stand to another in the end. */
export type Crossing =
  /** Behind before, ahead from this step to the end. */
  | { readonly is: 'crossing'; readonly step: number }
  /** Never behind, and ahead in the end. */
  | { readonly is: 'ahead' }
  /** Not ahead in the end. */
  | { readonly is: 'behind' };

/**
 * Where a curve overtakes another for good; between two measurements by a straight line.
 * @param lead how far it is ahead at each of `steps`, negative where it is behind; what is 0 at the first is not yet behind
 */
export function crossingOf(steps: readonly number[], lead: readonly number[]): Crossing {
  if (!(lead.at(-1)! > 0)) return { is: 'behind' };
  const last = lead.findLastIndex((value) => value < 0);
  if (last === -1) return { is: 'ahead' };
  // Level for a while: it overtakes where that ends.
  let from = last;
  while (lead[from + 1]! === 0) from++;
  const [low, high] = [lead[from]!, lead[from + 1]!];
  const share = low === 0 ? 0 : -low / (high - low);
  return { is: 'crossing', step: steps[from]! + share * (steps[from + 1]! - steps[from]!) };
}

/** An edge past so many boxes is not looked into further: it leads past them. */
const mostBetween = 2000;

/**
 * Of the boxes that a box reads, those that no other of them comes from: what is left of a graph by its transitive reduction (Aho, Garey
 * and Ullman, SIAM J. Computing 1(2), 1972). A skip connection leads past its own branch; laid out without it the branch stands straight.
 * @param reads for each box the boxes that it reads, all of which come before it
 */
export function direct(reads: readonly (readonly number[])[], box: number): readonly number[] {
  const own = reads[box]!;
  if (own.length < 2) return own;
  const earliest = Math.min(...own);
  const seen = new Set<number>();
  const open = own.flatMap((one) => reads[one]!);
  while (open.length > 0 && seen.size < mostBetween) {
    const next = open.pop()!;
    if (next < earliest || seen.has(next)) continue;
    seen.add(next);
    open.push(...reads[next]!);
  }
  const last = Math.max(...own);
  return seen.size < mostBetween ? own.filter((one) => !seen.has(one)) : [last];
}

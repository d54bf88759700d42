/**
 * Adjusted Rand index of two ways to group the same things: 1 where they are one grouping under whatever names, about 0 where
 * they agree as chance would. Hubert, Arabie, "Comparing partitions", Journal of Classification 2 (1985).
 * @throws RangeError where the lists differ in length
 */
export function adjustedRandIndex(a: ArrayLike<number>, b: ArrayLike<number>): number {
  if (a.length !== b.length) throw new RangeError(`${a.length} labels meet ${b.length}`);
  const both = new Map<string, number>();
  const [rows, columns] = [new Map<number, number>(), new Map<number, number>()];
  const count = <K>(map: Map<K, number>, key: K): void => void map.set(key, (map.get(key) ?? 0) + 1);
  for (let i = 0; i < a.length; i++) {
    count(both, `${a[i]} ${b[i]}`);
    count(rows, a[i]!);
    count(columns, b[i]!);
  }
  const pairs = (n: number): number => (n * (n - 1)) / 2;
  const sum = (map: ReadonlyMap<unknown, number>): number => [...map.values()].reduce((all, n) => all + pairs(n), 0);
  const [index, first, second] = [sum(both), sum(rows), sum(columns)];
  const expected = (first * second) / pairs(a.length);
  const most = (first + second) / 2;
  // One group each, or everything by itself, on both sides.
  return most === expected ? 1 : (index - expected) / (most - expected);
}

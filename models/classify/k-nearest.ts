import { rowCount, squaredDistance, type Table } from '../linear/table.ts';

/**
 * The k rows of a table nearest to row `i` of another in the Euclidean distance, nearest first, of equally near ones the
 * earlier. @throws RangeError where there are fewer than k
 */
export function nearestRows(table: Table, k: number, queries: Table, i: number): number[] {
  const n = rowCount(table);
  if (!(k >= 1 && k <= n)) throw new RangeError(`of ${n} rows there are no ${k} nearest`);
  const squares = Array.from({ length: n }, (_, j) => squaredDistance(queries, i, table, j));
  return squares
    .map((_, j) => j)
    .sort((a, b) => squares[a]! - squares[b]! || a - b)
    .slice(0, k);
}

/**
 * K-NN: of each query the class that most of its k nearest rows have; of equally frequent ones that of the nearest (Cover, Hart,
 * "Nearest neighbor pattern classification", 1967).
 * @param table [n, d] with the class of each row in `labels`; queries [m, d] → [m]
 */
export function kNearest(table: Table, labels: ArrayLike<number>, k: number, queries: Table): Int32Array {
  return Int32Array.from({ length: rowCount(queries) }, (_, i) => {
    const votes = new Map<number, number>();
    // In the order of nearness, so that the first of equals is the nearest's.
    for (const j of nearestRows(table, k, queries, i)) votes.set(labels[j]!, (votes.get(labels[j]!) ?? 0) + 1);
    return [...votes].reduce((best, one) => (one[1] > best[1] ? one : best))[0];
  });
}

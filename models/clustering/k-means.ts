import { rowCount, squaredDistance, type Table } from '../linear/table.ts';
import { type Random, seededRandom } from '../metrics/seeded-random.ts';

export interface Clusters {
  /** [k, d] */
  readonly centres: Table;
  /** Of each row its cluster, 0 … k − 1. */
  readonly labels: Int32Array;
  /** Σ‖x − its centre‖², what is minimised. */
  readonly inertia: number;
  readonly rounds: number;
}

interface Options {
  /** Beginnings, of which the best end is kept. */
  readonly restarts?: number;
  readonly roundsMost?: number;
}

/**
 * K-means in the Euclidean distance: Lloyd's algorithm ("Least squares quantization in PCM", 1957/1982) from k-means++ beginnings
 * (Arthur, Vassilvitskii, SODA 2007), the best of several. The same for the same seed.
 * @param table [n, d] with n ≥ k
 * @throws RangeError where there are fewer rows than clusters
 */
export function kMeans(
  table: Table,
  k: number,
  seed: number,
  { restarts = 8, roundsMost = 100 }: Options = {},
): Clusters {
  if (!(k >= 1 && k <= rowCount(table))) throw new RangeError(`${rowCount(table)} rows do not make ${k} clusters`);
  const random = seededRandom(seed);
  let best: Clusters | null = null;
  for (let i = 0; i < restarts; i++) {
    const found = lloyd(table, spreadCentres(table, k, random), roundsMost);
    if (best === null || found.inertia < best.inertia) best = found;
  }
  return best!;
}

/**
 * Lloyd's algorithm from given centres [k, d] until no row changes its cluster. A cluster that loses all its rows gets the row
 * that is farthest from its centre.
 */
export function lloyd(table: Table, from: Table, roundsMost = 100): Clusters {
  const { dimension } = table;
  const n = rowCount(table);
  const k = rowCount(from);
  const centres = { dimension, values: Float64Array.from(from.values) };
  const labels = new Int32Array(n).fill(-1);
  const squares = new Float64Array(n);
  let rounds = 0;
  for (; rounds < roundsMost; rounds++) {
    const moved = assign(table, centres, labels, squares);
    if (!moved) break;
    const counts = new Int32Array(k);
    for (let i = 0; i < n; i++) counts[labels[i]!]!++;
    for (let c = 0; c < k; c++) if (counts[c] === 0) giveFarthest(labels, squares, counts, c);
    centres.values.fill(0);
    for (let i = 0; i < n; i++)
      for (let d = 0; d < dimension; d++)
        centres.values[labels[i]! * dimension + d]! += table.values[i * dimension + d]! / counts[labels[i]!]!;
  }
  assign(table, centres, labels, squares);
  return { centres, labels, inertia: squares.reduce((sum, one) => sum + one, 0), rounds };
}

/** Of each row of a table its nearest centre, of equally near ones the first. */
export function nearestCentres(table: Table, centres: Table): Int32Array {
  const labels = new Int32Array(rowCount(table)).fill(-1);
  assign(table, centres, labels, new Float64Array(labels.length));
  return labels;
}

function assign(table: Table, centres: Table, labels: Int32Array, squares: Float64Array): boolean {
  const k = rowCount(centres);
  let moved = false;
  for (let i = 0; i < labels.length; i++) {
    let [best, least] = [0, Number.POSITIVE_INFINITY];
    for (let c = 0; c < k; c++) {
      const square = squaredDistance(table, i, centres, c);
      if (square < least) [best, least] = [c, square];
    }
    if (labels[i] !== best) moved = true;
    labels[i] = best;
    squares[i] = least;
  }
  return moved;
}

function giveFarthest(labels: Int32Array, squares: Float64Array, counts: Int32Array, cluster: number): void {
  let farthest = -1;
  for (let i = 0; i < labels.length; i++)
    if (counts[labels[i]!]! > 1 && (farthest < 0 || squares[i]! > squares[farthest]!)) farthest = i;
  if (farthest < 0) return;
  counts[labels[farthest]!]!--;
  labels[farthest] = cluster;
  squares[farthest] = 0;
  counts[cluster] = 1;
}

/** k-means++: each next centre is a row, drawn in proportion to its squared distance from those there are. */
function spreadCentres(table: Table, k: number, random: Random): Table {
  const { dimension, values } = table;
  const n = rowCount(table);
  const centres = { dimension, values: new Float64Array(k * dimension) };
  const squares = new Float64Array(n).fill(1);
  for (let c = 0; c < k; c++) {
    let left = random() * squares.reduce((sum, one) => sum + one, 0);
    let chosen = n - 1;
    for (let i = 0; i < n; i++) {
      left -= squares[i]!;
      if (left < 0) {
        chosen = i;
        break;
      }
    }
    for (let d = 0; d < dimension; d++) centres.values[c * dimension + d] = values[chosen * dimension + d]!;
    for (let i = 0; i < n; i++) {
      const square = squaredDistance(table, i, centres, c);
      squares[i] = c === 0 ? square : Math.min(squares[i]!, square);
    }
  }
  return centres;
}

import type { BestTwo } from './best-two.ts';
import { dot } from './dot.ts';
import type { RowTable } from './row-table.ts';

/** Offers every row: the reference that any index is measured against, and what serves while there is none. */
export function scanAll(table: RowTable, probe: Float64Array, two: BestTwo): void {
  const { vectors, count, dimension } = table;
  for (let row = 0; row < count; row++) {
    const score = dot(vectors, row * dimension, probe);
    if (score >= two.floor) two.offer(row, score);
  }
}

/** Offers the rows of these labels that are still there. */
export function scanLabels(table: RowTable, labels: Iterable<number>, probe: Float64Array, two: BestTwo): void {
  const { vectors, dimension } = table;
  for (const label of labels) {
    const row = table.rowOf(label);
    if (row === undefined) continue;
    const score = dot(vectors, row * dimension, probe);
    if (score >= two.floor) two.offer(row, score);
  }
}

/** Offers the rows that were added since `firstLabel` was the next one. */
export function scanSince(table: RowTable, firstLabel: number, probe: Float64Array, two: BestTwo): void {
  scanLabels(table, labelsFrom(firstLabel, table.nextLabel), probe, two);
}

function* labelsFrom(first: number, end: number): Generator<number> {
  for (let label = first; label < end; label++) yield label;
}

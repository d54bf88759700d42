import { readFile } from 'node:fs/promises';
import { parseTable } from './tsv.ts';
import { pathCell } from './verification-pairs.ts';

/** An image and who it shows. */
export interface ListedImage {
  readonly path: string;
  readonly identity: string;
}

/** A table (tab-separated or CSV) with the columns `path` and `identity`; rows whose `errata` column, if there is one, is 1 are mislabelled and left out. Throws a DataSetError naming line and column. */
export async function readImageList(file: string): Promise<ListedImage[]> {
  const { columns, rows } = parseTable(await readFile(file, 'utf8'), file, ['path', 'identity']);
  return rows
    .filter((row) => !columns.includes('errata') || row.get('errata') !== '1')
    .map((row) => ({ path: pathCell(row, 'path'), identity: row.get('identity') }));
}

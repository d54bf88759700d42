import { readFile } from 'node:fs/promises';
import { pathProblem } from './inside-root.ts';
import { isLfwPairs, parseLfwPairs } from './lfw-pairs.ts';
import { parseTsv, type TsvRow } from './tsv.ts';

/** One listed comparison. Paths are relative to the data set's root. */
export interface VerificationPair {
  readonly line: number;
  readonly mated: boolean;
  readonly path1: string;
  readonly path2: string;
  /** The View 2 fold, where the list has folds. */
  readonly fold: number | null;
  /** The list's makers say that the label is wrong; protocols skip such pairs. */
  readonly officiallyWrong: boolean;
}

/**
 * Pairs in LFW's manner as TSV: `same` (1 or 0), `path1`, `path2`, and optionally `view2_fold` (a whole number) and
 * `officially_wrong_label` (1 or 0). Throws a DataSetError that names line and column.
 */
export function parseVerificationPairs(text: string, file: string): VerificationPair[] {
  const { columns, rows } = parseTsv(text, file, ['same', 'path1', 'path2']);
  const hasFold = columns.includes('view2_fold');
  const hasWrong = columns.includes('officially_wrong_label');
  return rows.map((row) => ({
    line: row.line,
    mated: flag(row, 'same'),
    path1: pathCell(row, 'path1'),
    path2: pathCell(row, 'path2'),
    fold: hasFold ? wholeNumber(row, 'view2_fold') : null,
    officiallyWrong: hasWrong && flag(row, 'officially_wrong_label'),
  }));
}

/** Our table or LFW's own list, whichever it is. */
export async function readVerificationPairs(file: string): Promise<VerificationPair[]> {
  const text = await readFile(file, 'utf8');
  return isLfwPairs(text) ? parseLfwPairs(text, file) : parseVerificationPairs(text, file);
}

/** A path cell that stays below the root. */
export function pathCell(row: TsvRow, column: string): string {
  const path = row.get(column);
  const problem = pathProblem(path);
  if (problem !== null) throw row.error(column, problem);
  return path;
}

function flag(row: TsvRow, column: string): boolean {
  const cell = row.get(column);
  if (cell !== '0' && cell !== '1') throw row.error(column, `must be 0 or 1, not "${cell}"`);
  return cell === '1';
}

function wholeNumber(row: TsvRow, column: string): number {
  const cell = row.get(column);
  if (!/^\d{1,9}$/.test(cell)) throw row.error(column, `must be a whole number, not "${cell}"`);
  return Number(cell);
}

import { csvCells } from './csv-cells.ts';
import { DataSetError } from './data-set-error.ts';

/** One row of a table with a header. `get` throws where the column is missing or empty. */
export interface TsvRow {
  readonly line: number;
  get(column: string): string;
  /** The problem with one cell, as an error that names it. */
  error(column: string, problem: string): DataSetError;
}

export interface Tsv {
  readonly columns: readonly string[];
  readonly rows: readonly TsvRow[];
}

/** The same of a table whose first line has commas and no tab: CSV. */
export function parseTable(text: string, file: string, required: readonly string[]): Tsv {
  const header = /^\uFEFF?([^\r\n]*)/.exec(text)![1]!;
  return parseLines(text, file, required, header.includes('\t') || !header.includes(',') ? tabs : csvCells);
}

const tabs = (line: string): string[] => line.split('\t');

/**
 * Tab-separated text whose first line names the columns. A byte order mark, CR LF and empty lines are accepted; a missing
 * or repeated column, and a row with more or fewer cells than the header, are not. `file` is only for messages.
 */
export const parseTsv = (text: string, file: string, required: readonly string[]): Tsv =>
  parseLines(text, file, required, tabs);

function parseLines(
  text: string,
  file: string,
  required: readonly string[],
  split: (line: string) => string[] | null,
): Tsv {
  const cellsOf = (content: string, line: number): string[] => {
    const cells = split(content);
    if (cells === null) throw new DataSetError(file, line, null, 'has a quoted cell that does not end');
    return cells;
  };
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const columns = cellsOf(lines[0]!, 1);
  for (const column of required) {
    if (!columns.includes(column))
      throw new DataSetError(
        file,
        1,
        column,
        `is missing; the header must name ${required.join(', ')}, ${split === tabs ? 'tab-separated' : 'separated by commas'}`,
      );
  }
  for (const [i, column] of columns.entries()) {
    if (columns.indexOf(column) !== i) throw new DataSetError(file, 1, column, 'is named twice');
  }
  const rows: TsvRow[] = [];
  for (const [index, content] of lines.entries()) {
    if (index === 0 || content.trim() === '') continue;
    const line = index + 1;
    const cells = cellsOf(content, line);
    if (cells.length !== columns.length)
      throw new DataSetError(file, line, null, `has ${cells.length} cells, the header ${columns.length}`);
    rows.push(rowOf(file, line, columns, cells));
  }
  return { columns, rows };
}

function rowOf(file: string, line: number, columns: readonly string[], cells: readonly string[]): TsvRow {
  return {
    line,
    get(column) {
      const cell = cells[columns.indexOf(column)];
      if (cell === undefined || cell === '') throw new DataSetError(file, line, column, 'is empty');
      return cell;
    },
    error: (column, problem) => new DataSetError(file, line, column, problem),
  };
}

/** Something in a data set that cannot be read as meant. The message names file, line and column, and what was expected. */
export class DataSetError extends Error {
  override readonly name = 'DataSetError';
  readonly file: string;
  /** 1-based; null when the file as a whole is meant. */
  readonly line: number | null;
  readonly column: string | null;

  constructor(file: string, line: number | null, column: string | null, problem: string) {
    const where = [file, line === null ? null : `line ${line}`, column === null ? null : `column "${column}"`];
    super(`${where.filter((part) => part !== null).join(', ')}: ${problem}`);
    this.file = file;
    this.line = line;
    this.column = column;
  }
}

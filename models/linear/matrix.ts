/** A matrix of real numbers, row-major: `values.length === rows * columns`. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: readonly number[];
}

/**
 * A matrix from its rows.
 * @throws RangeError where the rows differ in length, or there is no number
 */
export function matrixOf(rows: readonly (readonly number[])[]): Matrix {
  const columns = rows[0]?.length ?? 0;
  if (columns === 0) throw new RangeError('a matrix has at least one number');
  if (rows.some((row) => row.length !== columns)) throw new RangeError('rows of a matrix are of one length');
  return { rows: rows.length, columns, values: rows.flat() };
}

export const at = ({ columns, values }: Matrix, row: number, column: number): number => values[row * columns + column]!;

/** The matrix product, [m, k] · [k, n] → [m, n]. @throws RangeError where the inner sizes differ */
export function matrixProduct(a: Matrix, b: Matrix): Matrix {
  if (a.columns !== b.rows) throw new RangeError(`a column count of ${a.columns} meets a row count of ${b.rows}`);
  const values = Array.from({ length: a.rows * b.columns }, (_, i) => {
    const [row, column] = [Math.floor(i / b.columns), i % b.columns];
    let sum = 0;
    for (let k = 0; k < a.columns; k++) sum += at(a, row, k) * at(b, k, column);
    return sum;
  });
  return { rows: a.rows, columns: b.columns, values };
}

/** A table: rows of equally many numbers, row-major. */
export interface Table {
  readonly values: ArrayLike<number>;
  readonly dimension: number;
}

/** How many rows it has. @throws RangeError where its numbers are no whole rows, or there is none */
export function rowCount({ values, dimension }: Table): number {
  const count = values.length / dimension;
  if (!Number.isInteger(count) || count === 0)
    throw new RangeError(`${values.length} numbers are no rows of ${dimension}`);
  return count;
}

/** A table from its rows. @throws RangeError where they differ in length, or there is none */
export function tableOf(rows: readonly ArrayLike<number>[]): Table {
  const dimension = rows[0]?.length ?? 0;
  if (dimension === 0) throw new RangeError('a table has at least one number');
  const values = new Float64Array(rows.length * dimension);
  rows.forEach((row, i) => {
    if (row.length !== dimension) throw new RangeError('rows of a table are of one length');
    values.set(Array.from(row), i * dimension);
  });
  return { values, dimension };
}

/** One of its rows, as a copy. */
export const rowOf = ({ values, dimension }: Table, row: number): Float64Array =>
  Float64Array.from({ length: dimension }, (_, j) => values[row * dimension + j]!);

/** ‖a − b‖² of row `i` of one and row `j` of another table of the same dimension. */
export function squaredDistance(a: Table, i: number, b: Table, j: number): number {
  const { dimension } = a;
  let sum = 0;
  for (let d = 0; d < dimension; d++) {
    const difference = a.values[i * dimension + d]! - b.values[j * dimension + d]!;
    sum += difference * difference;
  }
  return sum;
}

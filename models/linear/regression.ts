import { normalQuantile, studentQuantile } from '../metrics/normal.ts';
import { leastSquares, SingularError } from './least-squares.ts';
import type { Table } from './table.ts';

/** A coefficient of a linear regression, with its standard error and its 95 % interval. */
export interface Coefficient {
  readonly estimate: number;
  readonly error: number;
  readonly low: number;
  readonly high: number;
}

/**
 * The first column's coefficient in the regression of `y` on these columns and an intercept. By Frisch, Waugh and Lovell: what the other
 * columns say is taken out of it and of `y`, and of what is left one is laid on the other. The interval is Student's, for normal noise of
 * one variance (Greene, "Econometric Analysis", 7th ed., §3.3, §4.5).
 * @param columns [n] each, the one asked about first; y [n], n > columns + 3
 * @throws RangeError where there are too few rows; SingularError where the columns depend on one another
 */
export function firstCoefficient(columns: readonly ArrayLike<number>[], y: ArrayLike<number>): Coefficient {
  const [first, ...others] = columns;
  if (first === undefined) throw new RangeError('a regression needs a column');
  const n = y.length;
  const freedom = n - columns.length - 1;
  if (freedom < 3) throw new RangeError(`${n} rows are too few for ${columns.length} columns`);
  const d = columns.length;
  const values = new Float64Array(n * d).fill(1);
  for (const [k, column] of others.entries()) for (let i = 0; i < n; i++) values[i * d + k + 1] = column[i]!;
  const x = leftOver({ values, dimension: d }, first);
  const left = leftOver({ values, dimension: d }, y);
  const squares = dot(x, x);
  // Nothing of its own: it follows from the other columns, up to rounding.
  if (!(squares > 1e-20 * dot(Float64Array.from(first), Float64Array.from(first))))
    throw new SingularError('the first column follows from the others');
  const estimate = dot(x, left) / squares;
  const variance = left.reduce((sum, value, i) => sum + (value - estimate * x[i]!) ** 2, 0) / freedom;
  const error = Math.sqrt(variance / squares);
  const half = studentQuantile(normalQuantile(0.975), freedom) * error;
  return { estimate, error, low: estimate - half, high: estimate + half };
}

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, i) => sum + value * b[i]!, 0);

/** y less what the best linear combination of the table's columns says of it. */
function leftOver(table: Table, y: ArrayLike<number>): Float64Array {
  const theta = leastSquares(table, y);
  const { values, dimension: d } = table;
  return Float64Array.from({ length: y.length }, (_, i) => {
    let sum = y[i]!;
    for (let k = 0; k < d; k++) sum -= values[i * d + k]! * theta[k]!;
    return sum;
  });
}

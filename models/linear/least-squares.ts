import { rowCount, type Table } from './table.ts';

/** A system whose columns depend on one another: many answers are as good. */
export class SingularError extends RangeError {}

/**
 * θ that minimises Σ wᵢ (yᵢ − xᵢ·θ)², by Householder reflections of √w·X (Golub, Van Loan, "Matrix Computations", 4th ed., §5.3.2):
 * the condition number stays what it is instead of being squared by the normal equations.
 * @param table [n, d], n ≥ d; y [n]; weights [n], default 1
 * @throws SingularError where the columns depend on one another
 */
export function leastSquares(table: Table, y: ArrayLike<number>, weights?: ArrayLike<number>): Float64Array {
  const { dimension: d, values } = table;
  const n = rowCount(table);
  const root = (i: number): number => (weights === undefined ? 1 : Math.sqrt(weights[i]!));
  const a = Float64Array.from(values, (value, k) => value * root(Math.floor(k / d)));
  const b = Float64Array.from({ length: n }, (_, i) => y[i]! * root(i));
  const largest = a.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  for (let k = 0; k < d; k++) {
    let squares = 0;
    for (let i = k; i < n; i++) squares += a[i * d + k]! ** 2;
    const length = Math.sqrt(squares);
    if (!(length > 1e-12 * largest)) throw new SingularError(`column ${k} follows from those before it`);
    const head = a[k * d + k]! > 0 ? -length : length;
    // The reflection's vector, in place below the diagonal; its first number beside it.
    const first = a[k * d + k]! - head;
    const scale = -1 / (head * first);
    const reflect = (read: (i: number) => number, write: (i: number, value: number) => void): void => {
      let along = first * read(k);
      for (let i = k + 1; i < n; i++) along += a[i * d + k]! * read(i);
      along *= scale;
      write(k, read(k) - along * first);
      for (let i = k + 1; i < n; i++) write(i, read(i) - along * a[i * d + k]!);
    };
    for (let j = k + 1; j < d; j++)
      reflect(
        (i) => a[i * d + j]!,
        (i, value) => {
          a[i * d + j] = value;
        },
      );
    reflect(
      (i) => b[i]!,
      (i, value) => {
        b[i] = value;
      },
    );
    a[k * d + k] = head;
  }
  const theta = new Float64Array(d);
  for (let k = d - 1; k >= 0; k--) {
    let sum = b[k]!;
    for (let j = k + 1; j < d; j++) sum -= a[k * d + j]! * theta[j]!;
    theta[k] = sum / a[k * d + k]!;
  }
  return theta;
}

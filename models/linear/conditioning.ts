import { jacobi } from '../train/principal-components.ts';
import { rowCount, type Table } from './table.ts';

/**
 * The Hessian of (1/2n)‖Xw − y‖², XᵀX/n: how the loss of a linear model bends, whatever y is. @param table [n, d] → [d, d]
 */
export function leastSquaresHessian(table: Table): Float64Array {
  const { dimension: d, values } = table;
  const n = rowCount(table);
  const hessian = new Float64Array(d * d);
  for (let i = 0; i < n; i++)
    for (let a = 0; a < d; a++)
      for (let b = 0; b < d; b++) hessian[a * d + b]! += (values[i * d + a]! * values[i * d + b]!) / n;
  return hessian;
}

/** Of a symmetric matrix [d, d] the eigenvalues, largest first, and κ = λmax/λmin; infinite where the smallest is not above rounding. */
export function conditionOf(symmetric: Float64Array): { readonly eigenvalues: Float64Array; readonly kappa: number } {
  const { values } = jacobi(symmetric, Math.sqrt(symmetric.length));
  const [most, least] = [values[0]!, values.at(-1)!];
  return { eigenvalues: values, kappa: least > 1e-14 * most ? most / least : Number.POSITIVE_INFINITY };
}

/** H·w of a symmetric matrix [d, d]. */
export const timesVector = (matrix: Float64Array, w: ArrayLike<number>): Float64Array =>
  Float64Array.from({ length: w.length }, (_, a) => {
    let sum = 0;
    for (let b = 0; b < w.length; b++) sum += matrix[a * w.length + b]! * w[b]!;
    return sum;
  });

import { sameLength, type Vector } from './vectors.ts';

/** A lower triangle, row by row: row i has i + 1 numbers. */
export interface LowerTriangle {
  readonly size: number;
  readonly values: Float64Array;
}

/**
 * √((a − b)ᵀ Σ⁻¹ (a − b)): the straight line where each direction counts by how much the data spread along it (Mahalanobis 1936). Σ is given as
 * its Cholesky factor L, Σ = LLᵀ, so that nothing is inverted: it is |L⁻¹(a − b)|.
 * @throws RangeError where the sizes differ
 */
export function mahalanobis(a: Vector, b: Vector, factor: LowerTriangle): number {
  const n = sameLength(a, b);
  const apart = Float64Array.from({ length: n }, (_, i) => a[i]! - b[i]!);
  let sum = 0;
  for (const value of whitened(apart, factor)) sum += value * value;
  return Math.sqrt(sum);
}

/** L⁻¹v by forward substitution: vectors in which the Mahalanobis distance is the Euclidean. @throws RangeError where the sizes differ */
export function whitened(vector: Vector, { size, values }: LowerTriangle): Float64Array {
  if (vector.length !== size) throw new RangeError(`${vector.length} numbers meet a covariance of ${size}`);
  const out = new Float64Array(size);
  for (let i = 0, row = 0; i < size; row += ++i) {
    let left = vector[i]!;
    for (let j = 0; j < i; j++) left -= values[row + j]! * out[j]!;
    out[i] = left / values[row + i]!;
  }
  return out;
}

/**
 * The Cholesky factor of a symmetric matrix, given row by row [n, n] (Golub, Van Loan, Matrix Computations, §4.2).
 * @throws RangeError where it is not positive definite: then some direction has no spread, and nothing can be divided by it
 */
export function cholesky(matrix: Vector, size: number): LowerTriangle {
  const values = new Float64Array((size * (size + 1)) / 2);
  for (let i = 0, row = 0; i < size; row += ++i) {
    for (let j = 0, other = 0; j <= i; other += ++j) {
      let sum = matrix[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= values[row + k]! * values[other + k]!;
      if (i !== j) values[row + j] = sum / values[other + j]!;
      else if (sum > 0) values[row + j] = Math.sqrt(sum);
      else throw new RangeError('the covariance is singular: some direction has no spread');
    }
  }
  return { size, values };
}

/**
 * The covariance of rows [n, d], row by row [d, d], drawn by `share` (0 … 1) towards the sphere of the same mean spread (Ledoit, Wolf, "A
 * well-conditioned estimator for large-dimensional covariance matrices", 2004, with a share that is given): with fewer rows than
 * dimensions the plain one is singular.
 * @throws RangeError with fewer than two rows
 */
export function shrunkCovariance(rows: readonly Vector[], share: number): Float64Array {
  const [n, d] = [rows.length, rows[0]?.length ?? 0];
  if (n < 2) throw new RangeError('a spread needs two rows at least');
  const mean = new Float64Array(d);
  for (const row of rows) for (let i = 0; i < d; i++) mean[i]! += row[i]! / n;
  const out = new Float64Array(d * d);
  for (const row of rows) {
    const apart = Float64Array.from({ length: d }, (_, i) => row[i]! - mean[i]!);
    for (let i = 0; i < d; i++)
      for (let j = 0; j <= i; j++) out[i * d + j]! += (apart[i]! * apart[j]! * (1 - share)) / (n - 1);
  }
  let trace = 0;
  for (let i = 0; i < d; i++) trace += out[i * d + i]!;
  const sphere = share === 1 ? 1 : (share / (1 - share)) * (trace / d);
  for (let i = 0; i < d; i++) {
    out[i * d + i]! += sphere;
    for (let j = 0; j < i; j++) out[j * d + i] = out[i * d + j]!;
  }
  return out;
}

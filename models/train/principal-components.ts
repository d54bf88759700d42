import { seededRandom } from '../metrics/seeded-random.ts';

/** Orthonormal directions of the largest variance, and the variance along each, the largest first. */
export interface PrincipalComponents {
  readonly mean: Float32Array;
  /** [components, dimension], row-major. */
  readonly directions: Float32Array;
  readonly variances: Float64Array;
}

/**
 * Principal components by the Gram matrix of the centred rows, which for pictures is much smaller than their covariance
 * (Turk, Pentland, "Eigenfaces for Recognition", 1991).
 * @param centred [n, dimension], its mean taken off
 * @param gram [n, n], centred · centredᵀ
 * @param count how many; fewer where the rows span fewer
 */
export function componentsOfGram(centred: Float32Array, gram: Float32Array, n: number, count: number) {
  const dimension = centred.length / n;
  const { values, vectors } = largestEigenpairs(gram, n, Math.min(count, n - 1));
  const kept = values.filter((value) => value > 1e-7 * values[0]!).length;
  const directions = new Float32Array(kept * dimension);
  for (let c = 0; c < kept; c++) {
    const row = directions.subarray(c * dimension, (c + 1) * dimension);
    const scale = 1 / Math.sqrt(values[c]!);
    for (let i = 0; i < n; i++) {
      const factor = vectors[c * n + i]! * scale;
      for (let d = 0; d < dimension; d++) row[d]! += factor * centred[i * dimension + d]!;
    }
  }
  return { directions, variances: values.slice(0, kept).map((value) => value / n) };
}

/**
 * Principal components of a table with more rows than columns, by its covariance matrix in double precision (Pearson 1901;
 * Jolliffe, "Principal Component Analysis", 2nd ed., ch. 2), with n in the denominator.
 * @param values [n, dimension], row-major
 */
export function componentsOfTable(values: ArrayLike<number>, dimension: number) {
  const n = values.length / dimension;
  const mean = new Float64Array(dimension);
  for (let i = 0; i < values.length; i++) mean[i % dimension]! += values[i]! / n;
  const covariance = new Float64Array(dimension * dimension);
  for (let i = 0; i < n; i++)
    for (let a = 0; a < dimension; a++)
      for (let b = 0; b < dimension; b++)
        covariance[a * dimension + b]! +=
          ((values[i * dimension + a]! - mean[a]!) * (values[i * dimension + b]! - mean[b]!)) / n;
  const { values: variances, vectors: directions } = jacobi(covariance, dimension);
  return { mean, directions, variances, covariance };
}

/**
 * The largest eigenvalues of a symmetric positive matrix and their vectors [count, n], largest first: orthogonal iteration
 * with a few vectors more than asked for, and a Rayleigh–Ritz step by Jacobi rotations (Golub, Van Loan, "Matrix
 * Computations", §8.2, §8.5).
 */
export function largestEigenpairs(matrix: Float32Array | Float64Array, n: number, count: number) {
  const wide = Math.min(n, count + 8);
  const random = seededRandom(12345);
  let basis: Float64Array = Float64Array.from({ length: wide * n }, () => random() - 0.5);
  orthonormalise(basis, wide, n);
  let before: Float64Array = new Float64Array(wide);
  for (let round = 0; round < 60; round++) {
    const image = multiplied(matrix, basis, wide, n);
    const small = new Float64Array(wide * wide);
    for (let a = 0; a < wide; a++)
      for (let b = 0; b < wide; b++) small[a * wide + b] = dot(basis, a * n, image, b * n, n);
    const { values, vectors } = jacobi(small, wide);
    const settled = values.slice(0, count).every((v, i) => Math.abs(v - before[i]!) <= 1e-5 * Math.abs(values[0]!));
    before = values;
    if (settled || round === 59) {
      basis = combined(vectors, basis, wide, n);
      break;
    }
    basis = combined(vectors, image, wide, n);
    orthonormalise(basis, wide, n);
  }
  return { values: before.slice(0, count), vectors: basis.slice(0, count * n) };
}

function dot(a: Float64Array, i: number, b: Float64Array, j: number, length: number): number {
  let sum = 0;
  for (let k = 0; k < length; k++) sum += a[i + k]! * b[j + k]!;
  return sum;
}

/** Rows of `basis` times the matrix. */
function multiplied(matrix: ArrayLike<number>, basis: Float64Array, rows: number, n: number): Float64Array {
  const result = new Float64Array(rows * n);
  for (let k = 0; k < n; k++)
    for (let a = 0; a < rows; a++) {
      const factor = basis[a * n + k]!;
      for (let j = 0; j < n; j++) result[a * n + j]! += factor * matrix[k * n + j]!;
    }
  return result;
}

const combined = (weights: Float64Array, basis: Float64Array, rows: number, n: number): Float64Array => {
  const result = new Float64Array(rows * n);
  for (let a = 0; a < rows; a++)
    for (let b = 0; b < rows; b++) {
      const factor = weights[a * rows + b]!;
      for (let j = 0; j < n; j++) result[a * n + j]! += factor * basis[b * n + j]!;
    }
  return result;
};

/** Gram–Schmidt, twice over. */
function orthonormalise(basis: Float64Array, rows: number, n: number): void {
  for (let a = 0; a < rows; a++) {
    for (let pass = 0; pass < 2; pass++)
      for (let b = 0; b < a; b++) {
        const along = dot(basis, a * n, basis, b * n, n);
        for (let j = 0; j < n; j++) basis[a * n + j]! -= along * basis[b * n + j]!;
      }
    const length = Math.sqrt(dot(basis, a * n, basis, a * n, n)) || 1;
    for (let j = 0; j < n; j++) basis[a * n + j]! /= length;
  }
}

/** All eigenpairs of a small symmetric matrix, largest first; vectors in rows. */
export function jacobi(symmetric: Float64Array, n: number) {
  const a = Float64Array.from(symmetric);
  const v = new Float64Array(n * n);
  for (let i = 0; i < n; i++) v[i * n + i] = 1;
  for (let sweep = 0; sweep < 30; sweep++) {
    let [off, all] = [0, 0];
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) {
        all += a[i * n + j]! ** 2;
        if (i !== j) off += a[i * n + j]! ** 2;
      }
    if (off <= 1e-20 * all) break;
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) rotate(a, v, n, p, q);
  }
  const order = Array.from({ length: n }, (_, i) => i).sort((x, y) => a[y * n + y]! - a[x * n + x]!);
  const vectors = new Float64Array(n * n);
  for (const [rank, i] of order.entries()) vectors.set(v.subarray(i * n, (i + 1) * n), rank * n);
  return { values: Float64Array.from(order, (i) => a[i * n + i]!), vectors };
}

/** The rotation that brings a[p, q] to 0. */
function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const apq = a[p * n + q]!;
  if (apq === 0) return;
  const theta = (a[q * n + q]! - a[p * n + p]!) / (2 * apq);
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const c = 1 / Math.sqrt(t * t + 1);
  const s = t * c;
  for (let k = 0; k < n; k++) {
    const [kp, kq] = [a[k * n + p]!, a[k * n + q]!];
    a[k * n + p] = c * kp - s * kq;
    a[k * n + q] = s * kp + c * kq;
  }
  for (let k = 0; k < n; k++) {
    const [pk, qk] = [a[p * n + k]!, a[q * n + k]!];
    a[p * n + k] = c * pk - s * qk;
    a[q * n + k] = s * pk + c * qk;
    const [vp, vq] = [v[p * n + k]!, v[q * n + k]!];
    v[p * n + k] = c * vp - s * vq;
    v[q * n + k] = s * vp + c * vq;
  }
}

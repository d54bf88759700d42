/**
 * Rows on their first principal components, by power iteration with deflation (Golub, Van Loan, "Matrix Computations", §8.2): enough for
 * a picture. Deterministic; signs are chosen so that the largest part of each axis is positive.
 * @param rows [n, dimension], row-major
 * @returns [n, count], centred
 */
export function onPrincipalAxes(rows: Float32Array, dimension: number, count = 3, rounds = 40): Float32Array {
  const n = rows.length / dimension;
  const centred = Float64Array.from(rows);
  for (let d = 0; d < dimension; d++) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += rows[i * dimension + d]!;
    for (let i = 0; i < n; i++) centred[i * dimension + d]! -= sum / n;
  }
  const result = new Float32Array(n * count);
  for (let c = 0; c < Math.min(count, dimension); c++) {
    const axis = firstAxis(centred, n, dimension, rounds);
    for (let i = 0; i < n; i++) {
      const along = dot(centred, i * dimension, axis);
      result[i * count + c] = along;
      for (let d = 0; d < dimension; d++) centred[i * dimension + d]! -= along * axis[d]!;
    }
  }
  return result;
}

function firstAxis(rows: Float64Array, n: number, dimension: number, rounds: number): Float64Array {
  // Any start will do that is not at right angles to the axis; one of no symmetry is not.
  let axis = unit(Float64Array.from({ length: dimension }, (_, d) => Math.sin(1 + d * 1.7)));
  for (let round = 0; round < rounds; round++) {
    const next = new Float64Array(dimension);
    for (let i = 0; i < n; i++) {
      const along = dot(rows, i * dimension, axis);
      for (let d = 0; d < dimension; d++) next[d]! += along * rows[i * dimension + d]!;
    }
    axis = unit(next);
  }
  const largest = axis.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
  return largest < 0 ? axis.map((value) => -value) : axis;
}

function dot(rows: Float64Array, start: number, axis: Float64Array): number {
  let sum = 0;
  for (let d = 0; d < axis.length; d++) sum += rows[start + d]! * axis[d]!;
  return sum;
}

/** Zeros stay zeros: rows that are all alike have no axis. */
function unit(vector: Float64Array): Float64Array {
  const norm = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return norm > 0 ? vector.map((value) => value / norm) : vector;
}

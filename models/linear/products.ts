import { at, type Matrix } from './matrix.ts';

/** A vector or matrix product that the shapes at hand do not allow. */
export class ShapeError extends RangeError {}

function sameLength(a: ArrayLike<number>, b: ArrayLike<number>): void {
  if (a.length !== b.length) throw new ShapeError(`${a.length} numbers meet ${b.length}`);
}

/**
 * Dot product (inner product, scalar product): Σ aᵢbᵢ, [n] · [n] → one number. Golub, Van Loan, "Matrix Computations",
 * 4th edition, §1.1. @throws ShapeError where the lengths differ
 */
export function dotProduct(a: ArrayLike<number>, b: ArrayLike<number>): number {
  sameLength(a, b);
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

/**
 * Cross product (vector product): [3] × [3] → [3], perpendicular to both by the right-hand rule, as long as the parallelogram
 * of both is large. Gibbs, Wilson, "Vector Analysis" (1901), §29. @throws ShapeError where one has not three numbers
 */
export function crossProduct(a: ArrayLike<number>, b: ArrayLike<number>): [number, number, number] {
  if (a.length !== 3 || b.length !== 3)
    throw new ShapeError(`a cross product is of 3 and 3, not ${a.length} and ${b.length}`);
  return [a[1]! * b[2]! - a[2]! * b[1]!, a[2]! * b[0]! - a[0]! * b[2]!, a[0]! * b[1]! - a[1]! * b[0]!];
}

/** Outer product a bᵀ: [m], [n] → [m, n]. Golub, Van Loan, §1.1. */
export function outerProduct(a: ArrayLike<number>, b: ArrayLike<number>): Matrix {
  const values = Array.from({ length: a.length * b.length }, (_, i) => a[Math.floor(i / b.length)]! * b[i % b.length]!);
  return { rows: a.length, columns: b.length, values };
}

/**
 * Kronecker product: every number of `a` times all of `b`, as blocks; [m, n] ⊗ [p, q] → [m·p, n·q]. Van Loan, "The ubiquitous
 * Kronecker product", J. Comput. Appl. Math. 123 (2000).
 */
export function kroneckerProduct(a: Matrix, b: Matrix): Matrix {
  const [rows, columns] = [a.rows * b.rows, a.columns * b.columns];
  const values = Array.from({ length: rows * columns }, (_, i) => {
    const [row, column] = [Math.floor(i / columns), i % columns];
    return at(a, Math.floor(row / b.rows), Math.floor(column / b.columns)) * at(b, row % b.rows, column % b.columns);
  });
  return { rows, columns, values };
}

/**
 * Hadamard product (element-wise, Schur product): [m, n] ∘ [m, n] → [m, n]. Horn, Johnson, "Topics in Matrix Analysis" (1991),
 * ch. 5. @throws ShapeError where the shapes differ
 */
export function hadamardProduct(a: Matrix, b: Matrix): Matrix {
  if (a.rows !== b.rows || a.columns !== b.columns)
    throw new ShapeError(`${a.rows} × ${a.columns} meets ${b.rows} × ${b.columns}`);
  return { rows: a.rows, columns: a.columns, values: a.values.map((value, i) => value * b.values[i]!) };
}

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { matrixOf, matrixProduct } from '../../../models/linear/matrix.ts';
import {
  crossProduct,
  dotProduct,
  hadamardProduct,
  kroneckerProduct,
  outerProduct,
  ShapeError,
} from '../../../models/linear/products.ts';

type Rows = number[][];
const references = JSON.parse(readFileSync(new URL('./references/products.json', import.meta.url), 'utf8')) as {
  vectors: { a: number[]; b: number[]; dot: number; outer: Rows; cross: number[] | null }[];
  matrices: { a: Rows; b: Rows; kronecker: Rows; hadamard: Rows | null }[];
};

// Quarters of whole numbers: both sides are exact.
describe('as NumPy has them', () => {
  test.each(references.vectors)('vectors $a and $b', ({ a, b, dot, outer, cross }) => {
    expect(dotProduct(a, b)).toBe(dot);
    expect(outerProduct(a, b)).toEqual(matrixOf(outer));
    if (cross === null) expect(() => crossProduct(a, b)).toThrow(ShapeError);
    // −0 and 0 are one number here.
    else expect(crossProduct(a, b).map((n) => n + 0)).toEqual(cross.map((n) => n + 0));
  });

  test.each(references.matrices)('matrices $a and $b', ({ a, b, kronecker, hadamard }) => {
    expect(kroneckerProduct(matrixOf(a), matrixOf(b))).toEqual(matrixOf(kronecker));
    if (hadamard === null) expect(() => hadamardProduct(matrixOf(a), matrixOf(b))).toThrow(ShapeError);
    else expect(hadamardProduct(matrixOf(a), matrixOf(b))).toEqual(matrixOf(hadamard));
  });
});

test('by hand: unit vectors, and shapes that do not fit', () => {
  expect(crossProduct([1, 0, 0], [0, 1, 0])).toEqual([0, 0, 1]);
  expect(matrixProduct(matrixOf([[1, 2]]), matrixOf([[3], [4]]))).toEqual(matrixOf([[11]]));
  expect(() => dotProduct([1], [1, 2])).toThrow(ShapeError);
  expect(() => matrixOf([[1], [1, 2]])).toThrow(RangeError);
  expect(() => matrixProduct(matrixOf([[1, 2]]), matrixOf([[3, 4]]))).toThrow(RangeError);
});

import { matrixOf } from '../../../models/linear/matrix.ts';
import {
  crossProduct,
  dotProduct,
  hadamardProduct,
  kroneckerProduct,
  outerProduct,
  ShapeError,
} from '../../../models/linear/products.ts';
import type { Settings } from './settings.ts';

/** One number of a result and how it comes about. */
export interface ResultCell {
  readonly value: number;
  /** Worked out: "a₂·b₃ − a₃·b₂ = 1·4 − 2·3". */
  readonly sum: string;
  /** The cells it is made of, as `a1`, `A0.1`. */
  readonly of: readonly string[];
}

export interface Result {
  readonly rows: number;
  readonly columns: number;
  /** Row-major. Of a dot product, which is one number, its terms. */
  readonly cells: readonly ResultCell[];
  /** Of a Kronecker product, the shape of a block. */
  readonly block: readonly [number, number] | null;
}

const below = '₀₁₂₃₄₅₆₇₈₉';
const index = (...places: readonly number[]): string => places.map((place) => below[place + 1]).join('');
const said = (value: number): string => {
  const text = String(Number(value.toFixed(4))).replace('-', '−');
  return value < 0 ? `(${text})` : text;
};

/** The result of the chosen product, each number with its arithmetic; null where the shapes do not allow it. */
export function resultOf(settings: Settings): Result | null {
  try {
    return results[settings.product](settings);
  } catch (error) {
    if (error instanceof ShapeError) return null;
    throw error;
  }
}

const results: Readonly<Record<Settings['product'], (settings: Settings) => Result>> = {
  dot({ a, b }) {
    dotProduct(a, b); // refuses unequal lengths
    const cells = a.map((value, i) => ({
      value: dotProduct([value], [b[i]!]),
      sum: `a${index(i)}·b${index(i)} = ${said(value)}·${said(b[i]!)}`,
      of: [`a${i}`, `b${i}`],
    }));
    return { rows: 1, columns: cells.length, cells, block: null };
  },
  cross({ a, b }) {
    const cells = crossProduct(a, b).map((value, i) => {
      const [j, k] = [(i + 1) % 3, (i + 2) % 3];
      return {
        value,
        sum:
          `a${index(j)}·b${index(k)} − a${index(k)}·b${index(j)} = ` +
          `${said(a[j]!)}·${said(b[k]!)} − ${said(a[k]!)}·${said(b[j]!)}`,
        of: [`a${j}`, `a${k}`, `b${j}`, `b${k}`],
      };
    });
    return { rows: 3, columns: 1, cells, block: null };
  },
  outer({ a, b }) {
    const { rows, columns, values } = outerProduct(a, b);
    const cells = values.map((value, at) => {
      const [i, j] = [Math.floor(at / columns), at % columns];
      return {
        value,
        sum: `a${index(i)}·b${index(j)} = ${said(a[i]!)}·${said(b[j]!)}`,
        of: [`a${i}`, `b${j}`],
      };
    });
    return { rows, columns, cells, block: null };
  },
  kronecker({ A, B }) {
    const [p, q] = [B.length, B[0]!.length];
    const { rows, columns, values } = kroneckerProduct(matrixOf(A), matrixOf(B));
    const cells = values.map((value, at) => {
      const [row, column] = [Math.floor(at / columns), at % columns];
      const [i, j, k, l] = [Math.floor(row / p), Math.floor(column / q), row % p, column % q];
      return {
        value,
        sum: `A${index(i, j)}·B${index(k, l)} = ${said(A[i]![j]!)}·${said(B[k]![l]!)}`,
        of: [`A${i}.${j}`, `B${k}.${l}`],
      };
    });
    return { rows, columns, cells, block: [p, q] };
  },
  hadamard({ A, B }) {
    const { rows, columns, values } = hadamardProduct(matrixOf(A), matrixOf(B));
    const cells = values.map((value, at) => {
      const [i, j] = [Math.floor(at / columns), at % columns];
      return {
        value,
        sum: `A${index(i, j)}·B${index(i, j)} = ${said(A[i]![j]!)}·${said(B[i]![j]!)}`,
        of: [`A${i}.${j}`, `B${i}.${j}`],
      };
    });
    return { rows, columns, cells, block: null };
  },
};

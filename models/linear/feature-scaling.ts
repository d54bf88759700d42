import { rowCount, type Table } from './table.ts';

/** How each column is shifted and divided: x' = (x − shift) / size. Learnt from one table, applied to any of its columns. */
export interface FeatureScaling {
  readonly shift: Float64Array;
  readonly size: Float64Array;
}

/** A column that is the same everywhere has no unit to take out. */
export class ConstantColumnError extends RangeError {
  readonly column: number;
  constructor(column: number) {
    super(`column ${column} is constant and cannot be scaled`);
    this.column = column;
  }
}

/**
 * Z-score (standardisation): each column to mean 0 and standard deviation 1, with n in the variance's denominator as in
 * scikit-learn's StandardScaler. @param table [n, d] @throws ConstantColumnError
 */
export function zScore(table: Table): FeatureScaling {
  const { dimension, values } = table;
  const n = rowCount(table);
  const shift = new Float64Array(dimension);
  const size = new Float64Array(dimension);
  for (let d = 0; d < dimension; d++) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += values[i * dimension + d]!;
    const mean = sum / n;
    // In two passes: the mean of squares less the square of the mean loses its digits where the mean is large.
    let squares = 0;
    for (let i = 0; i < n; i++) squares += (values[i * dimension + d]! - mean) ** 2;
    shift[d] = mean;
    size[d] = notConstant(Math.sqrt(squares / n), d, mean);
  }
  return { shift, size };
}

/** Min-max normalisation: each column to 0 … 1. @param table [n, d] @throws ConstantColumnError */
export function minMax(table: Table): FeatureScaling {
  const { dimension, values } = table;
  const n = rowCount(table);
  const shift = new Float64Array(dimension).fill(Number.POSITIVE_INFINITY);
  const most = new Float64Array(dimension).fill(Number.NEGATIVE_INFINITY);
  for (let i = 0; i < n; i++)
    for (let d = 0; d < dimension; d++) {
      const value = values[i * dimension + d]!;
      shift[d] = Math.min(shift[d]!, value);
      most[d] = Math.max(most[d]!, value);
    }
  return { shift, size: most.map((value, d) => notConstant(value - shift[d]!, d, value)) };
}

/** The columns as they come. */
export const unscaled = (dimension: number): FeatureScaling => ({
  shift: new Float64Array(dimension),
  size: new Float64Array(dimension).fill(1),
});

/** A table with its columns scaled, [n, d] → [n, d]. @throws RangeError where it has other columns */
export function scaled(table: Table, { shift, size }: FeatureScaling): Table {
  const { dimension, values } = table;
  if (dimension !== shift.length) throw new RangeError(`${dimension} columns, scaled as ${shift.length}`);
  return {
    dimension,
    values: Float64Array.from(values, (value, i) => (value - shift[i % dimension]!) / size[i % dimension]!),
  };
}

function notConstant(size: number, column: number, about: number): number {
  // What rounding alone makes of a constant is no spread.
  if (!(size > 1e-13 * Math.abs(about))) throw new ConstantColumnError(column);
  return size;
}

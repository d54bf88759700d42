import type { RgbImage } from '../image.ts';

/** One channel, row by row: `values.length === rows * columns`. */
export interface Plane {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array;
}

/** @throws RangeError where there are not as many values as places */
export function planeOf(rows: number, columns: number, values: ArrayLike<number>): Plane {
  if (values.length !== rows * columns) throw new RangeError(`${values.length} values are no ${rows} × ${columns}`);
  return { rows, columns, values: Float64Array.from(values) };
}

/** Brightness (Rec. 601 luma) of a picture, 0 … 255. */
export function lumaOf({ width, height, data }: RgbImage): Plane {
  const values = new Float64Array(width * height);
  for (let i = 0, at = 0; i < values.length; i++, at += 3)
    values[i] = 0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!;
  return { rows: height, columns: width, values };
}

/** A part of a plane. @throws RangeError where it is not within */
export function cut(plane: Plane, top: number, left: number, rows: number, columns: number): Plane {
  if (top < 0 || left < 0 || top + rows > plane.rows || left + columns > plane.columns)
    throw new RangeError('the part is not within the plane');
  const values = new Float64Array(rows * columns);
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < columns; x++) values[y * columns + x] = plane.values[(top + y) * plane.columns + left + x]!;
  return { rows, columns, values };
}

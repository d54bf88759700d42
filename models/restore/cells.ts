import { toByte } from '../degrade/srgb.ts';
import type { RgbImage } from '../image.ts';

/** Pixels of a cell, along each side: the network works at half resolution on 2 × 2 pixels at a time. */
export const CELL = 2;
/** Numbers of a cell: 2 × 2 pixels of three channels. */
export const CELL_CHANNELS = CELL * CELL * 3;

/** Cells of a picture whose sides are even, values from −½ to ½: [h / 2, w / 2, 12]. */
export function cellsOf({ width, height, data }: RgbImage): Float32Array {
  if (width % CELL !== 0 || height % CELL !== 0) throw new RangeError(`${width} × ${height} is not even`);
  const cells = new Float32Array(data.length);
  for (let y = 0, from = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < 3; c++, from++) cells[cellAt(x, y, width) + c] = data[from]! / 255 - 0.5;
  return cells;
}

/** Back from cells to a picture. */
export function pictureOfCells(cells: ArrayLike<number>, width: number, height: number): RgbImage {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0, to = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < 3; c++, to++) data[to] = toByte(255 * (cells[cellAt(x, y, width) + c]! + 0.5));
  return { width, height, data };
}

/** Where a pixel's first channel lies among the cells. */
const cellAt = (x: number, y: number, width: number): number =>
  ((y >> 1) * (width / CELL) + (x >> 1)) * CELL_CHANNELS + ((y & 1) * CELL + (x & 1)) * 3;

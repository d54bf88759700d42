import type { RgbImage } from '../image.ts';
import { BLOCK, dct8, inverseDct8 } from './dct.ts';
import { toByte } from './srgb.ts';

/** Quantisation tables of ITU-T T.81 (09/92), annex K.1: brightness and colour, row by row (not in zigzag order). */
const LUMINANCE = [
  16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69, 56, 14, 17, 22, 29, 51,
  87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81, 104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101,
  72, 92, 95, 98, 112, 100, 103, 99,
] as const;
const CHROMINANCE = [
  17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99, 99, 47, 66, 99, 99, 99,
  99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
  99, 99, 99, 99, 99, 99,
] as const;

/**
 * A table at a quality as the Independent JPEG Group's library scales it (jpeg_quality_scaling): 50 is the standard's own.
 * @throws RangeError where the quality is not from 1 to 100
 */
export function quantisation(of: 'luminance' | 'chrominance', quality: number): number[] {
  if (!(quality >= 1 && quality <= 100)) throw new RangeError(`a JPEG quality of ${quality}`);
  const scale = Math.floor(quality < 50 ? 5000 / quality : 200 - 2 * quality);
  const table = of === 'luminance' ? LUMINANCE : CHROMINANCE;
  return table.map((step) => Math.max(1, Math.min(255, Math.floor((step * scale + 50) / 100))));
}

/**
 * What JPEG leaves of a picture: brightness and colour apart (ITU-T T.871), 8 × 8 blocks, each cosine's coefficient rounded to a multiple of its step.
 * Colour at full resolution (4:4:4); the lossless part of the format, which alters nothing, is left out. Edge pixels are repeated to whole blocks.
 * @param quality 1 … 100, as in libjpeg
 * @param shift how far the grid of blocks is moved to the left and up, 0 … 7 each
 */
export function throughJpeg(image: RgbImage, quality: number, shift: readonly [number, number] = [0, 0]): RgbImage {
  const { width, height, data } = image;
  const count = width * height;
  const planes = [0, 1, 2].map(() => new Float64Array(count));
  const [Y, Cb, Cr] = planes as [Float64Array, Float64Array, Float64Array];
  for (let i = 0, at = 0; i < count; i++, at += 3) {
    const [r, g, b] = [data[at]!, data[at + 1]!, data[at + 2]!];
    Y[i] = Math.round(0.299 * r + 0.587 * g + 0.114 * b) - 128;
    Cb[i] = Math.round(-0.168736 * r - 0.331264 * g + 0.5 * b);
    Cr[i] = Math.round(0.5 * r - 0.418688 * g - 0.081312 * b);
  }
  const tables = [quantisation('luminance', quality), quantisation('chrominance', quality)] as const;
  for (const [p, plane] of planes.entries()) quantise(plane, width, height, tables[p === 0 ? 0 : 1], shift);
  const out = new Uint8Array(data.length);
  for (let i = 0, at = 0; i < count; i++, at += 3) {
    const [y, cb, cr] = [Y[i]! + 128, Cb[i]!, Cr[i]!];
    out[at] = toByte(y + 1.402 * cr);
    out[at + 1] = toByte(y - 0.344136 * cb - 0.714136 * cr);
    out[at + 2] = toByte(y + 1.772 * cb);
  }
  return { width, height, data: out };
}

const block = new Float64Array(BLOCK * BLOCK);

function quantise(
  plane: Float64Array,
  width: number,
  height: number,
  table: readonly number[],
  [left, up]: readonly [number, number],
): void {
  const from = plane.slice();
  for (let top = -up; top < height; top += BLOCK)
    for (let start = -left; start < width; start += BLOCK) {
      for (let y = 0, k = 0; y < BLOCK; y++) {
        const row = Math.max(0, Math.min(height - 1, top + y)) * width;
        for (let x = 0; x < BLOCK; x++, k++) block[k] = from[row + Math.max(0, Math.min(width - 1, start + x))]!;
      }
      dct8(block, block);
      for (let k = 0; k < block.length; k++) block[k] = Math.round(block[k]! / table[k]!) * table[k]!;
      inverseDct8(block, block);
      for (let y = Math.max(0, -top); y < Math.min(BLOCK, height - top); y++)
        for (let x = Math.max(0, -start); x < Math.min(BLOCK, width - start); x++) {
          const value = block[y * BLOCK + x]!;
          plane[(top + y) * width + start + x] = Math.max(-128, Math.min(127, Math.round(value)));
        }
    }
}

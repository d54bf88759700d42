import { throughJpeg } from '../degrade/jpeg.ts';
import { toByte } from '../degrade/srgb.ts';
import type { RgbImage } from '../image.ts';

/**
 * Removes JPEG's blocks by compressing again with the grid moved, and taking the mean: what a grid makes, the others do not (A. Nosratinia,
 * "Enhancement of JPEG-Compressed Images by Re-application of JPEG", Journal of VLSI Signal Processing 27, 2001).
 * @param quality at which the picture was compressed, 1 … 100
 * @param step between shifts, in pixels: 1 makes all 64 of the paper, 2 makes 16
 */
export function deblock(image: RgbImage, quality: number, step: 1 | 2 | 4 = 2): RgbImage {
  const sums = new Float64Array(image.data.length);
  let count = 0;
  for (let up = 0; up < 8; up += step)
    for (let left = 0; left < 8; left += step) {
      const { data } = throughJpeg(image, quality, [left, up]);
      for (let i = 0; i < sums.length; i++) sums[i]! += data[i]!;
      count++;
    }
  return { ...image, data: Uint8Array.from(sums, (sum) => toByte(sum / count)) };
}

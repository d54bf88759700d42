import { bytesOf, floatOf } from '../degrade/blur.ts';
import type { RgbImage } from '../image.ts';

/**
 * Non-local means: each pixel becomes a mean of those around it, weighted by how alike their surroundings are (A. Buades, B. Coll, J.-M. Morel, "A
 * Non-Local Algorithm for Image Denoising", CVPR 2005; their later weight exp(−max(0, d² − 2σ²) / h²), IPOL 2011). All places at one offset are
 * compared at once by sums over a moving window (J. Darbon et al., ISBI 2008). Beyond an edge its pixel goes on.
 * @param deviation of the noise, in grey levels; 0 gives the picture back
 * @param search how far it looks, in pixels; `patch`: half the side of what is compared
 */
export function nonLocalMeans(image: RgbImage, deviation: number, search = 7, patch = 1): RgbImage {
  if (!(deviation >= 0)) throw new RangeError(`noise of deviation ${deviation}`);
  if (deviation === 0) return image;
  const { width, height } = image;
  const picture = floatOf(image);
  const { data } = picture;
  const count = width * height;
  const filter = (0.4 * deviation) ** 2;
  const floor = 2 * deviation ** 2;
  const sums = new Float64Array(count * 3);
  const total = new Float64Array(count);
  const most = new Float64Array(count);
  const squares = new Float64Array(count);
  const add = (dx: number, dy: number, weightAt: (i: number) => number): void => {
    for (let y = 0, i = 0; y < height; y++) {
      const row = clamp(y + dy, height) * width;
      for (let x = 0; x < width; x++, i++) {
        const weight = weightAt(i);
        const from = (row + clamp(x + dx, width)) * 3;
        total[i]! += weight;
        sums[i * 3]! += weight * data[from]!;
        sums[i * 3 + 1]! += weight * data[from + 1]!;
        sums[i * 3 + 2]! += weight * data[from + 2]!;
      }
    }
  };
  for (let dy = -search; dy <= search; dy++)
    for (let dx = -search; dx <= search; dx++) {
      if (dx === 0 && dy === 0) continue;
      for (let y = 0, i = 0; y < height; y++) {
        const row = clamp(y + dy, height) * width;
        for (let x = 0; x < width; x++, i++) {
          const from = (row + clamp(x + dx, width)) * 3;
          const red = data[i * 3]! - data[from]!;
          const green = data[i * 3 + 1]! - data[from + 1]!;
          const blue = data[i * 3 + 2]! - data[from + 2]!;
          squares[i] = (red * red + green * green + blue * blue) / 3;
        }
      }
      const distances = boxMean(squares, width, height, patch);
      add(dx, dy, (i) => {
        const beyond = distances[i]! - floor;
        const weight = beyond <= 0 ? 1 : Math.exp(-beyond / filter);
        if (weight > most[i]!) most[i] = weight;
        return weight;
      });
    }
  // A pixel is as like itself as the one that is most like it, else it would outweigh all others.
  add(0, 0, (i) => Math.max(most[i]!, 1e-12));
  for (let i = 0; i < sums.length; i++) sums[i]! /= total[Math.floor(i / 3)]!;
  return bytesOf({ ...picture, data: sums });
}

const clamp = (at: number, size: number): number => (at < 0 ? 0 : at >= size ? size - 1 : at);

/** The mean over a square of 2 · reach + 1, at every place; beyond an edge its value goes on. */
export function boxMean(values: Float64Array, width: number, height: number, reach: number): Float64Array {
  const side = 2 * reach + 1;
  const across = new Float64Array(values.length);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    let sum = 0;
    for (let x = -reach; x <= reach; x++) sum += values[row + clamp(x, width)]!;
    for (let x = 0; x < width; x++) {
      across[row + x] = sum;
      sum += values[row + clamp(x + reach + 1, width)]! - values[row + clamp(x - reach, width)]!;
    }
  }
  const means = new Float64Array(values.length);
  for (let x = 0; x < width; x++) {
    let sum = 0;
    for (let y = -reach; y <= reach; y++) sum += across[clamp(y, height) * width + x]!;
    for (let y = 0; y < height; y++) {
      means[y * width + x] = sum / (side * side);
      sum += across[clamp(y + reach + 1, height) * width + x]! - across[clamp(y - reach, height) * width + x]!;
    }
  }
  return means;
}

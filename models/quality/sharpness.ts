import type { GreyImage } from './luminance.ts';

/**
 * Sharpness of a face on its aligned chip: the energy of the Laplacian relative to the contrast (variance) of the image, as a percentage.
 * Variance of the Laplacian is the common focus measure (Pech-Pacheco et al. 2000); dividing by the contrast keeps a dim or flatly lit
 * face from reading as blurred. Measured on the chip, it also falls when a small face was enlarged to fill it.
 */
export function sharpness({ width, height, data }: GreyImage): number {
  let edges = 0;
  let sum = 0;
  let squares = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1, at = y * width + 1; x < width - 1; x++, at++) {
      const value = data[at]!;
      const laplacian = 4 * value - data[at - 1]! - data[at + 1]! - data[at - width]! - data[at + width]!;
      edges += laplacian * laplacian;
      sum += value;
      squares += value * value;
    }
  }
  const count = (width - 2) * (height - 2);
  const variance = squares / count - (sum / count) ** 2;
  // Below one grey level of deviation there is no picture, only noise.
  return variance < 1 ? 0 : (100 * edges) / count / variance;
}

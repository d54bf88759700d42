import type { Box, RgbImage } from '../image.ts';
import { fft2 } from '../linear/fft.ts';

/** Side of the patch looked at; faces that do not fill the smaller one are not judged. */
const SIDES = [128, 64] as const;

/** Cycles a pixel below which a face has patterns of its own. */
const LOWEST = 0.14;

/**
 * Strength of the strongest regular pattern in the middle of a face: log10 of a spectral line's magnitude over the mean of its neighbourhood.
 * The grid of a display or the screen of a print beats with the sensor's grid (moiré), which puts lines into the spectrum that skin does not
 * have (Garcia & de Queiroz 2015, "Face-spoofing 2D-detection based on Moiré-pattern analysis"). Taken at the camera's own pixels: resizing
 * would remove or make such patterns. Lines at multiples of 1/8 along the axes are JPEG's blocks and are left out.
 *
 * @returns null when the face is smaller than 64 pixels or not within the image
 */
export function patternStrength(image: RgbImage, box: Box): number | null {
  const side = SIDES.find((each) => each <= Math.min(box.width, box.height));
  if (side === undefined) return null;
  const left = Math.round(box.x + box.width / 2 - side / 2);
  const top = Math.round(box.y + box.height / 2 - side / 2);
  if (left < 0 || top < 0 || left + side > image.width || top + side > image.height) return null;
  const real = new Float64Array(side * side);
  const imaginary = new Float64Array(side * side);
  let mean = 0;
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const at = ((top + y) * image.width + left + x) * 3;
      const light = 0.299 * image.data[at]! + 0.587 * image.data[at + 1]! + 0.114 * image.data[at + 2]!;
      real[y * side + x] = light;
      mean += light / (side * side);
    }
  }
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++) real[y * side + x] = (real[y * side + x]! - mean) * hann(x, side) * hann(y, side);
  fft2(real, imaginary, side);
  const magnitude = real.map((value, i) => Math.hypot(value, imaginary[i]!));
  return strongestLine(magnitude, side);
}

const hann = (x: number, side: number): number => 0.5 - 0.5 * Math.cos((2 * Math.PI * (x + 0.5)) / side);

/** Over the half plane that a real picture's spectrum has: the other half mirrors it. */
function strongestLine(magnitude: Float64Array, side: number): number {
  const half = side / 2;
  const at = (fx: number, fy: number): number => magnitude[((fy + side) % side) * side + ((fx + side) % side)]!;
  const block = side / 8;
  const blocks = (f: number, other: number): boolean =>
    Math.abs(other) <= 2 && Math.abs(f - Math.round(f / block) * block) <= 2;
  let strongest = 0;
  for (let fy = 0; fy < half; fy++) {
    for (let fx = -half + 1; fx < half; fx++) {
      if (Math.hypot(fx, fy) < LOWEST * side || blocks(fx, fy) || blocks(fy, fx)) continue;
      const line = at(fx, fy);
      if (line < at(fx - 1, fy) || line < at(fx + 1, fy) || line < at(fx, fy - 1) || line < at(fx, fy + 1)) continue;
      // The window spreads a line over its neighbours: the ring around them is what it stands out of.
      let around = 0;
      for (let k = -3; k <= 3; k++) around += at(fx + k, fy - 3) + at(fx + k, fy + 3);
      for (let k = -2; k <= 2; k++) around += at(fx - 3, fy + k) + at(fx + 3, fy + k);
      strongest = Math.max(strongest, line / (around / 24 + 1e-9));
    }
  }
  return Math.log10(Math.max(1, strongest));
}

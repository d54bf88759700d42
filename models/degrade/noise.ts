import type { RgbImage } from '../image.ts';
import { normalNumbers } from './normal-numbers.ts';
import { toByte } from './srgb.ts';

/**
 * Additive white Gaussian noise, each value by itself, then rounded and cut off as a camera's bytes are.
 * @param deviation in grey levels, 0: none
 * @throws RangeError where it is negative
 */
export function addNoise(image: RgbImage, deviation: number, seed: number): RgbImage {
  if (!(deviation >= 0)) throw new RangeError(`noise of deviation ${deviation}`);
  const next = normalNumbers(seed);
  return { ...image, data: Uint8Array.from(image.data, (value) => toByte(value + deviation * next())) };
}

import { bytesOf, floatOf, gaussianTaps, separable } from '../degrade/blur.ts';
import type { RgbImage } from '../image.ts';

/**
 * Deblurs by the Richardson–Lucy iteration: x ← x · Kᵀ(y / Kx), K being the blur, which has to be known (W. H. Richardson, JOSA 62, 1972; L. B. Lucy,
 * Astronomical Journal 79, 1974). It climbs towards the likeliest picture, and with it the noise: one stops early. Begins with the blurred picture.
 * @param deviation of the Gaussian, in pixels; 0 gives the picture back
 */
export function richardsonLucy(image: RgbImage, deviation: number, iterations = 12): RgbImage {
  if (!(deviation >= 0)) throw new RangeError(`a blur of ${deviation} pixels`);
  if (deviation === 0) return image;
  const taps = gaussianTaps(deviation);
  const seen = floatOf(image);
  // Zero would stay zero for ever.
  let estimate = { ...seen, data: seen.data.map((value) => Math.max(value, 0.5)) };
  for (let k = 0; k < iterations; k++) {
    const again = separable(estimate, taps);
    const ratio = { ...seen, data: seen.data.map((value, i) => value / Math.max(again.data[i]!, 1e-6)) };
    // A Gaussian is its own mirror image.
    const correction = separable(ratio, taps);
    estimate = { ...estimate, data: estimate.data.map((value, i) => value * correction.data[i]!) };
  }
  return bytesOf(estimate);
}

import type { RgbImage } from '../image.ts';
import { normalNumbers } from './normal-numbers.ts';
import { fromLight, LIGHT_OF_BYTE, toByte } from './srgb.ts';

/** Photons that a pixel counts at white in good light, and the deviation of what reading it adds, in photons: about a phone's pixel. */
const FULL = 4000;
const READ = 6;

/**
 * Less light: what falls on the sensor is halved with each stop, a count of photons scatters by its square root, reading adds a little, and what is
 * left is kept in bytes (a Gaussian stands for Poisson's counts; A. Foi et al., "Practical Poissonian-Gaussian Noise Modeling", IEEE TIP 17, 2008).
 * @param stops 0: as it was
 * @throws RangeError where it is negative
 */
export function dimLight(image: RgbImage, stops: number, seed: number): RgbImage {
  if (!(stops >= 0)) throw new RangeError(`${stops} stops less light`);
  if (stops === 0) return image;
  const next = normalNumbers(seed);
  const share = 2 ** -stops;
  const data = Uint8Array.from(image.data, (byte) => {
    const photons = FULL * share * LIGHT_OF_BYTE[byte]!;
    const counted = photons + Math.sqrt(photons + READ * READ) * next();
    return toByte(255 * fromLight(Math.max(0, counted) / FULL));
  });
  return { ...image, data };
}

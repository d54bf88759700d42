import type { RgbImage } from '../image.ts';
import { toByte } from './srgb.ts';

/** What comes from the haze itself where nothing is seen through it, 0 … 255 a channel: a little blue. */
export const AIRLIGHT = [222, 226, 232] as const;

/** Far away by so many times as far as the middle, at the picture's corners: a face is nearer than what is behind it. */
const BEHIND = 2;

/** How far each pixel is taken to be, in units of the middle's distance: from 1 there to {@link BEHIND} at the corners. */
export function depthOf(width: number, height: number): Float64Array {
  const depth = new Float64Array(width * height);
  for (let y = 0, at = 0; y < height; y++)
    for (let x = 0; x < width; x++, at++) {
      const [u, v] = [(2 * (x + 0.5)) / width - 1, (2 * (y + 0.5)) / height - 1];
      depth[at] = 1 + (BEHIND - 1) * 0.5 * (u * u + v * v);
    }
  return depth;
}

/**
 * Haze by the atmospheric scattering model: I = J · t + A · (1 − t) with t = exp(−β d), by what share the light of a thing at distance d comes
 * through (H. Koschmieder 1924; S. G. Narasimhan, S. K. Nayar, "Vision and the Atmosphere", IJCV 48, 2002). Of the values that a picture keeps, as
 * the literature on dehazing has it.
 * @param beta scattering for the middle's distance; 0: clear air
 * @param depth of each pixel, in units of the middle's distance
 * @throws RangeError where β is negative or depth is not of every pixel
 */
export function addHaze(image: RgbImage, beta: number, depth = depthOf(image.width, image.height)): RgbImage {
  if (!(beta >= 0)) throw new RangeError(`haze of β = ${beta}`);
  if (depth.length !== image.width * image.height) throw new RangeError('a depth for each pixel');
  const data = new Uint8Array(image.data.length);
  for (let i = 0, at = 0; i < depth.length; i++) {
    const t = Math.exp(-beta * depth[i]!);
    for (let c = 0; c < 3; c++, at++) data[at] = toByte(image.data[at]! * t + AIRLIGHT[c]! * (1 - t));
  }
  return { ...image, data };
}

import { resample } from '../detect/resample.ts';
import type { RgbImage } from '../image.ts';
import { toByte } from './srgb.ts';

/** Of a picture made smaller by a factor: its sides, at least a pixel. */
export const smallerSides = ({ width, height }: Pick<RgbImage, 'width' | 'height'>, factor: number) => ({
  width: Math.max(1, Math.round(width / factor)),
  height: Math.max(1, Math.round(height / factor)),
});

/**
 * Fewer pixels: each the mean of the area that it covers, as a sensor with larger pixels would see it.
 * @param factor by which the sides shrink, 1 or more
 * @throws RangeError where it is less
 */
export function downSample(image: RgbImage, factor: number): RgbImage {
  if (!(factor >= 1)) throw new RangeError(`a picture is made smaller by 1 or more, not by ${factor}`);
  const { width, height } = smallerSides(image, factor);
  const whole = { x: 0, y: 0, width: image.width, height: image.height };
  const values = resample(image, whole, width, height, 1, 0);
  return { width, height, data: Uint8Array.from(values, toByte) };
}

/** Each pixel as a block at the size that it came from: nothing is added. */
export function asBlocks(small: RgbImage, width: number, height: number): RgbImage {
  const data = new Uint8Array(width * height * 3);
  for (let y = 0, to = 0; y < height; y++) {
    const row = Math.floor(((y + 0.5) * small.height) / height);
    for (let x = 0; x < width; x++, to += 3) {
      const from = (row * small.width + Math.floor(((x + 0.5) * small.width) / width)) * 3;
      data[to] = small.data[from]!;
      data[to + 1] = small.data[from + 1]!;
      data[to + 2] = small.data[from + 2]!;
    }
  }
  return { width, height, data };
}

/** The small picture again, out of its blocks: one pixel of each, which are all alike. */
export function outOfBlocks(blocks: RgbImage, factor: number): RgbImage {
  const { width, height } = smallerSides(blocks, factor);
  const data = new Uint8Array(width * height * 3);
  for (let y = 0, to = 0; y < height; y++) {
    const row = Math.floor(((y + 0.5) * blocks.height) / height);
    for (let x = 0; x < width; x++, to += 3) {
      const from = (row * blocks.width + Math.floor(((x + 0.5) * blocks.width) / width)) * 3;
      data.set(blocks.data.subarray(from, from + 3), to);
    }
  }
  return { width, height, data };
}

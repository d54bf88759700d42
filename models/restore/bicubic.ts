import { toByte } from '../degrade/srgb.ts';
import type { RgbImage } from '../image.ts';

/** Weight of a pixel at a distance: R. G. Keys, "Cubic Convolution Interpolation for Digital Image Processing", IEEE TASSP 29, 1981, with his a = −½. */
function cubic(distance: number): number {
  const d = Math.abs(distance);
  if (d < 1) return 1.5 * d ** 3 - 2.5 * d ** 2 + 1;
  return d < 2 ? -0.5 * d ** 3 + 2.5 * d ** 2 - 4 * d + 2 : 0;
}

/**
 * Enlarges by bicubic interpolation: a smooth surface through all pixels. Weights beyond the edge are shared among those within.
 * @throws RangeError where a side would shrink
 */
export function enlargeBicubic(image: RgbImage, width: number, height: number): RgbImage {
  if (width < image.width || height < image.height) throw new RangeError('bicubic enlarges');
  const across = along(Float64Array.from(image.data), image.width, width, image.height, 3, image.width * 3, width * 3);
  const down = along(across, image.height, height, width, width * 3, 3, 3);
  return { width, height, data: Uint8Array.from(down, toByte) };
}

/** Lines of `count` places to `size` places; `stride` from line to line before, `next` after. */
function along(
  from: Float64Array,
  count: number,
  size: number,
  lines: number,
  step: number,
  stride: number,
  next: number,
): Float64Array {
  const to = new Float64Array((from.length / count) * size);
  for (let i = 0; i < size; i++) {
    const at = ((i + 0.5) * count) / size - 0.5;
    const first = Math.floor(at) - 1;
    const weights = [0, 1, 2, 3].map((k) => (first + k >= 0 && first + k < count ? cubic(at - first - k) : 0));
    const sum = weights.reduce((a, b) => a + b, 0);
    for (let line = 0; line < lines; line++)
      for (let c = 0; c < 3; c++) {
        let value = 0;
        for (let k = 0; k < 4; k++)
          if (weights[k] !== 0) value += weights[k]! * from[line * stride + (first + k) * step + c]!;
        to[line * next + i * step + c] = value / sum;
      }
  }
  return to;
}

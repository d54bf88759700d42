import type { RgbImage } from '../image.ts';
import { toByte } from './srgb.ts';

/** Values row by row, channels of a pixel side by side: `data.length === width · height · channels`. */
export interface FloatPicture {
  readonly width: number;
  readonly height: number;
  readonly channels: number;
  readonly data: Float64Array;
}

export const floatOf = ({ width, height, data }: RgbImage): FloatPicture => ({
  ...{ width, height, channels: 3 },
  data: Float64Array.from(data),
});

export const bytesOf = ({ width, height, data }: FloatPicture): RgbImage => ({
  ...{ width, height },
  data: Uint8Array.from(data, toByte),
});

/** Weights of a Gaussian out to four deviations, their sum 1; of deviation 0 the middle alone. */
export function gaussianTaps(deviation: number): Float64Array {
  const reach = Math.ceil(4 * deviation);
  const taps = Float64Array.from({ length: 2 * reach + 1 }, (_, i) =>
    deviation === 0 ? 1 : Math.exp(-((i - reach) ** 2) / (2 * deviation ** 2)),
  );
  const sum = taps.reduce((a, b) => a + b, 0);
  return taps.map((tap) => tap / sum);
}

/**
 * Rows and columns weighted by the same taps, one after the other; beyond an edge its pixel goes on.
 * @param taps an odd number of weights, the middle one for the pixel itself
 */
export function separable(picture: FloatPicture, taps: Float64Array): FloatPicture {
  const { width, height, channels } = picture;
  const across = line(picture.data, taps, {
    count: width,
    step: channels,
    lines: height,
    stride: width * channels,
    channels,
  });
  const data = line(across, taps, {
    ...{ count: height, step: width * channels, lines: width, stride: channels, channels },
  });
  return { ...picture, data };
}

interface Lines {
  readonly count: number;
  readonly step: number;
  readonly lines: number;
  readonly stride: number;
  readonly channels: number;
}

function line(from: Float64Array, taps: Float64Array, { count, step, lines, stride, channels }: Lines): Float64Array {
  const reach = (taps.length - 1) / 2;
  const to = new Float64Array(from.length);
  const padded = new Float64Array(count + 2 * reach);
  for (let row = 0; row < lines; row++)
    for (let c = 0; c < channels; c++) {
      const start = row * stride + c;
      for (let i = -reach; i < count + reach; i++)
        padded[i + reach] = from[start + Math.max(0, Math.min(count - 1, i)) * step]!;
      for (let i = 0; i < count; i++) {
        let sum = 0;
        for (let k = 0; k < taps.length; k++) sum += taps[k]! * padded[i + k]!;
        to[start + i * step] = sum;
      }
    }
  return to;
}

/**
 * Out of focus: a Gaussian in both directions. Of the values that a picture keeps, as the literature on deblurring has it; a lens blurs light.
 * @param deviation in pixels, 0: none
 * @throws RangeError where it is negative
 */
export function blur(image: RgbImage, deviation: number): RgbImage {
  if (!(deviation >= 0)) throw new RangeError(`a blur of ${deviation} pixels`);
  return deviation === 0 ? image : bytesOf(separable(floatOf(image), gaussianTaps(deviation)));
}

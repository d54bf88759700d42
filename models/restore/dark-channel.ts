import { toByte } from '../degrade/srgb.ts';
import type { RgbImage } from '../image.ts';
import { boxMean } from './non-local-means.ts';

export interface DarkChannelOptions {
  /** Half the side of the patch in which something is dark. */
  readonly reach: number;
  /** How much of the haze is removed: a little left looks natural. */
  readonly omega: number;
  /** Less light than this share is not divided by: noise would be all that is seen. */
  readonly least: number;
}
/** The paper's, its patch of 15 × 15 in pictures of 600 × 400 brought to a face of 112 pixels. */
const USUAL: DarkChannelOptions = { reach: 3, omega: 0.95, least: 0.1 };

/**
 * Dehazes by the dark channel prior: without haze some channel is dark nearly everywhere, so what is not dark is haze (K. He, J. Sun, X. Tang, "Single
 * Image Haze Removal Using Dark Channel Prior", CVPR 2009). Airlight and transmission are found from the picture alone; the transmission is refined by a
 * guided filter (the same authors, ECCV 2010). A pale face or wall breaks the prior.
 */
export function dehaze(image: RgbImage, { reach, omega, least }: DarkChannelOptions = USUAL): RgbImage {
  const { width, height, data } = image;
  const air = airlightOf(image, reach);
  const scaled = darkChannel(image, reach, air);
  const rough = scaled.map((dark) => 1 - omega * dark);
  const guide = Float64Array.from(
    { length: width * height },
    (_, i) => (0.299 * data[3 * i]! + 0.587 * data[3 * i + 1]! + 0.114 * data[3 * i + 2]!) / 255,
  );
  const t = guidedFilter(guide, rough, width, height, 4 * reach, 1e-3);
  const out = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) {
    const a = air[i % 3]!;
    out[i] = toByte((data[i]! - a) / Math.max(least, t[Math.floor(i / 3)]!) + a);
  }
  return { ...image, data: out };
}

/** The smallest channel in a patch around each pixel, as a share of `white` a channel. */
export function darkChannel({ width, height, data }: RgbImage, reach: number, white: readonly number[]): Float64Array {
  const least = Float64Array.from({ length: width * height }, (_, i) =>
    Math.min(data[3 * i]! / white[0]!, data[3 * i + 1]! / white[1]!, data[3 * i + 2]! / white[2]!),
  );
  const across = new Float64Array(least.length);
  const dark = new Float64Array(least.length);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      let low = Number.POSITIVE_INFINITY;
      for (let k = Math.max(0, x - reach); k <= Math.min(width - 1, x + reach); k++)
        low = Math.min(low, least[y * width + k]!);
      across[y * width + x] = low;
    }
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      let low = Number.POSITIVE_INFINITY;
      for (let k = Math.max(0, y - reach); k <= Math.min(height - 1, y + reach); k++)
        low = Math.min(low, across[k * width + x]!);
      dark[y * width + x] = low;
    }
  return dark;
}

/** The mean colour of the thousandth of all pixels, one at least, whose dark channel is brightest. */
export function airlightOf(image: RgbImage, reach: number): readonly [number, number, number] {
  const dark = darkChannel(image, reach, [255, 255, 255]);
  const order = [...dark.keys()].sort((a, b) => dark[b]! - dark[a]! || a - b);
  const chosen = order.slice(0, Math.max(1, Math.round(order.length / 1000)));
  const of = (c: number): number =>
    Math.max(1, chosen.reduce((sum, i) => sum + image.data[3 * i + c]!, 0) / chosen.length);
  return [of(0), of(1), of(2)];
}

/** Follows `guide`'s edges with `values`' levels: in each window the best line from one to the other. */
export function guidedFilter(
  guide: Float64Array,
  values: Float64Array,
  width: number,
  height: number,
  reach: number,
  epsilon: number,
): Float64Array {
  const mean = (of: Float64Array): Float64Array => boxMean(of, width, height, reach);
  const [meanGuide, meanValues] = [mean(guide), mean(values)];
  const squares = mean(guide.map((value) => value * value));
  const products = mean(guide.map((value, i) => value * values[i]!));
  const slope = products.map(
    (product, i) =>
      (product - meanGuide[i]! * meanValues[i]!) / (squares[i]! - meanGuide[i]! * meanGuide[i]! + epsilon),
  );
  const offset = meanValues.map((value, i) => value - slope[i]! * meanGuide[i]!);
  const [slopes, offsets] = [mean(slope), mean(offset)];
  return guide.map((value, i) => slopes[i]! * value + offsets[i]!);
}

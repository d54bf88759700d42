import { toByte } from '../degrade/srgb.ts';
import type { RgbImage } from '../image.ts';
import { boxMean } from './non-local-means.ts';

const lumaAt = (data: Uint8Array, at: number): number =>
  0.299 * data[at]! + 0.587 * data[at + 1]! + 0.114 * data[at + 2]!;

/** γ that brings the mean brightness to `wanted` of 255; each value v becomes 255 (v / 255)^γ. 1 of a picture that is black or bright enough. */
export function gammaFor({ data }: RgbImage, wanted: number): number {
  let mean = 0;
  for (let at = 0; at < data.length; at += 3) mean += lumaAt(data, at);
  mean /= (data.length / 3) * 255;
  return mean <= 0 || mean >= wanted / 255 ? 1 : Math.log(wanted / 255) / Math.log(mean);
}

/** Brightens by a power law alone. */
export function gammaCorrect(image: RgbImage, gamma: number): RgbImage {
  const table = Uint8Array.from({ length: 256 }, (_, byte) => toByte(255 * (byte / 255) ** gamma));
  return { ...image, data: image.data.map((byte) => table[byte]!) };
}

/**
 * Single-scale retinex: what is seen is light times surface, so the logarithm of the picture less that of its surroundings is the surface's (E. H. Land,
 * 1971; D. J. Jobson et al., IEEE TIP 6, 1997). Of brightness, by boxes three times over in place of a Gaussian; scaled to mean and deviation given.
 */
export function retinex(image: RgbImage, reach: number, mean = 120, deviation = 52): RgbImage {
  const { width, height, data } = image;
  const luma = Float64Array.from({ length: width * height }, (_, i) => 1 + lumaAt(data, 3 * i));
  const around = [0, 1, 2].reduce((of: Float64Array) => boxMean(of, width, height, reach), luma);
  const surface = luma.map((value, i) => Math.log(value) - Math.log(around[i]!));
  const middle = surface.reduce((a, b) => a + b, 0) / surface.length;
  const spread = Math.sqrt(surface.reduce((sum, value) => sum + (value - middle) ** 2, 0) / surface.length) || 1;
  return withLuma(image, (i) => mean + (deviation * (surface[i]! - middle)) / spread);
}

/**
 * Contrast limited adaptive histogram equalisation: the histogram of each tile, its peaks cut off and shared out, is made even; between tiles' middles
 * it is interpolated (K. Zuiderveld, Graphics Gems IV, 1994). Of brightness.
 * @param tiles along a side
 * @param clip how many times the mean a bin may hold
 */
export function clahe(image: RgbImage, tiles = 4, clip = 3): RgbImage {
  const { width, height, data } = image;
  const maps = Array.from({ length: tiles * tiles }, (_, tile) => {
    const [row, column] = [Math.floor(tile / tiles), tile % tiles];
    const [top, bottom] = [row, row + 1].map((k) => Math.floor((k * height) / tiles)) as [number, number];
    const [left, right] = [column, column + 1].map((k) => Math.floor((k * width) / tiles)) as [number, number];
    const bins = new Float64Array(256);
    for (let y = top; y < bottom; y++)
      for (let x = left; x < right; x++) bins[Math.round(lumaAt(data, 3 * (y * width + x)))]!++;
    return evened(bins, (bottom - top) * (right - left), clip);
  });
  const between = (at: number, side: number): readonly [number, number, number] => {
    const place = ((at + 0.5) * tiles) / side - 0.5;
    const low = Math.max(0, Math.min(tiles - 1, Math.floor(place)));
    return [low, Math.min(tiles - 1, low + 1), Math.max(0, Math.min(1, place - low))];
  };
  return withLuma(image, (i) => {
    const [top, bottom, v] = between(Math.floor(i / width), height);
    const [left, right, u] = between(i % width, width);
    const level = Math.round(lumaAt(data, 3 * i));
    const at = (row: number, column: number): number => maps[row * tiles + column]![level]!;
    return (
      (1 - v) * ((1 - u) * at(top, left) + u * at(top, right)) +
      v * ((1 - u) * at(bottom, left) + u * at(bottom, right))
    );
  });
}

/** Where each level goes. */
function evened(bins: Float64Array, count: number, clip: number): Float64Array {
  const most = Math.max(1, (clip * count) / 256);
  let spare = 0;
  const cut = bins.map((value) => {
    spare += Math.max(0, value - most);
    return Math.min(value, most);
  });
  let sum = 0;
  return cut.map((value) => {
    sum += value + spare / 256;
    return (255 * sum) / count;
  });
}

/** Another brightness for each pixel; its colours keep their proportions. */
function withLuma(image: RgbImage, wanted: (i: number) => number): RgbImage {
  const data = new Uint8Array(image.data.length);
  for (let i = 0, at = 0; at < data.length; i++, at += 3) {
    const times = Math.max(0, wanted(i)) / Math.max(1, lumaAt(image.data, at));
    for (let c = 0; c < 3; c++) data[at + c] = toByte(image.data[at + c]! * times);
  }
  return { ...image, data };
}

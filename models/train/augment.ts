import type { Random } from '../metrics/seeded-random.ts';
import type { Augmentation } from './recipe.ts';

/** Values 0 … 255, row-major, size · size · 3. */
type Picture = Float32Array;

/**
 * A picture as the network sees it this time, into `to`; the same for the same random numbers. In this order: flip and crop
 * (one bilinear resampling), colour, blur, cut-out. The grey of a cut-out is 127.5, the middle of the network's input.
 * @param from size · size · 3 bytes
 */
export function augmentPicture(
  from: Uint8Array,
  size: number,
  augmentation: Augmentation,
  random: Random,
  to: Picture,
): void {
  const { flip, crop, colour, blur, cutOut } = augmentation;
  const mirror = flip && random() < 0.5;
  if (crop > 0) cropped(from, size, mirror, crop, random, to);
  else copied(from, size, mirror, to);
  if (colour > 0) recoloured(to, colour, random);
  if (blur > 0) blurredIn(to, size, blur * random());
  if (cutOut > 0) if (random() < 0.5) cutOutOf(to, size, cutOut, random);
}

function copied(from: Uint8Array, size: number, mirror: boolean, to: Picture): void {
  if (!mirror) {
    to.set(from);
    return;
  }
  for (let y = 0, at = 0; y < size; y++)
    for (let x = 0; x < size; x++, at += 3) {
      const source = (y * size + size - 1 - x) * 3;
      for (let c = 0; c < 3; c++) to[at + c] = from[source + c]!;
    }
}

/** A square of the picture, up to `crop` smaller or larger and moved by up to half of that, at the full size; edges repeated. */
function cropped(from: Uint8Array, size: number, mirror: boolean, crop: number, random: Random, to: Picture): void {
  const scale = 1 + crop * (2 * random() - 1);
  const centre = (): number => (size - 1) / 2 + (random() - 0.5) * crop * size;
  const [cx, cy] = [centre(), centre()];
  const last = size - 1;
  const middle = last / 2;
  const columns = Array.from({ length: size }, (_, x) => cx + (mirror ? middle - x : x - middle) * scale);
  for (let y = 0, at = 0; y < size; y++) {
    const v = Math.max(0, Math.min(last, cy + (y - middle) * scale));
    const top = Math.min(last - 1, Math.floor(v));
    const down = v - top;
    for (let x = 0; x < size; x++) {
      const u = Math.max(0, Math.min(last, columns[x]!));
      const left = Math.min(last - 1, Math.floor(u));
      const right = u - left;
      const a = (top * size + left) * 3;
      const b = a + size * 3;
      for (let c = 0; c < 3; c++, at++) {
        const upper = from[a + c]! + (from[a + 3 + c]! - from[a + c]!) * right;
        const lower = from[b + c]! + (from[b + 3 + c]! - from[b + c]!) * right;
        to[at] = upper + (lower - upper) * down;
      }
    }
  }
}

/** value · gain + shift a channel: brightness and contrast for all, a little balance for each. */
function recoloured(picture: Picture, colour: number, random: Random): void {
  const around = (): number => colour * (2 * random() - 1);
  const contrast = 1 + around();
  const brightness = 1 + around();
  const gains = [0, 1, 2].map(() => brightness * (1 + around() / 2));
  for (let at = 0; at < picture.length; at += 3)
    for (let c = 0; c < 3; c++) {
      const value = ((picture[at + c]! - 127.5) * contrast + 127.5) * gains[c]!;
      picture[at + c] = Math.max(0, Math.min(255, value));
    }
}

/** A Gaussian in both directions, seven taps, edges repeated. */
function blurredIn(picture: Picture, size: number, deviation: number): void {
  if (deviation < 0.15) return;
  const taps = [0, 1, 2, 3].map((k) => Math.exp(-(k * k) / (2 * deviation * deviation)));
  const total = taps[0]! + 2 * (taps[1]! + taps[2]! + taps[3]!);
  const line = new Float32Array(size);
  for (const [step, stride] of [
    [3, size * 3],
    [size * 3, 3],
  ] as const) {
    for (let k = 0; k < size; k++)
      for (let c = 0; c < 3; c++) {
        const at = k * stride + c;
        for (let i = 0; i < size; i++) line[i] = picture[at + i * step]!;
        for (let i = 0; i < size; i++) {
          let sum = line[i]! * taps[0]!;
          for (let t = 1; t < 4; t++) sum += taps[t]! * (line[Math.max(0, i - t)]! + line[Math.min(size - 1, i + t)]!);
          picture[at + i * step] = sum / total;
        }
      }
  }
}

/** Its middle lies anywhere in the picture, so that part of it may be outside (DeVries, Taylor 2017). */
function cutOutOf(picture: Picture, size: number, part: number, random: Random): void {
  const side = Math.round(part * size);
  const [left, top] = [random(), random()].map((at) => Math.round(at * size - side / 2)) as [number, number];
  for (let y = Math.max(0, top); y < Math.min(size, top + side); y++) {
    const row = y * size * 3;
    picture.fill(127.5, row + Math.max(0, left) * 3, row + Math.max(0, Math.min(size, left + side)) * 3);
  }
}

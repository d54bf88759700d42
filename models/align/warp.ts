import type { RgbImage } from '../image.ts';
import { type Similarity, scaleOf } from './similarity.ts';

/**
 * Samples `size × size` pixels of an image: output pixel (x, y) shows the image at `toImage(x, y)`; pixel centres are integers on both
 * sides. Bilinear; when shrinking, a grid of n × n samples is averaged for each pixel (n ≈ the scale), which keeps fine patterns from aliasing.
 * Beyond the image it is black.
 *
 * @param out `[size, size, 3]`, Uint8Array (values are rounded) or Float32Array
 */
export function warp<T extends Uint8Array | Float32Array>(
  image: RgbImage,
  toImage: Similarity,
  size: number,
  out: T,
): T {
  // One kind of array in the inner loop: with two, the compiler would fall back to slow accesses for both.
  const floats: Float32Array = out instanceof Float32Array ? out : new Float32Array(size * size * 3);
  const n = Math.max(1, Math.floor(scaleOf(toImage) + 0.4));
  const { a, b, tx, ty } = toImage;
  const share = 1 / (n * n);
  floats.fill(0);
  // Sample k of n sits at (k + ½)/n − ½ within the output pixel.
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const dx = (j + 0.5) / n - 0.5;
      const dy = (i + 0.5) / n - 0.5;
      addSamples(image, { a, b, tx: tx + a * dx - b * dy, ty: ty + b * dx + a * dy }, size, share, floats);
    }
  }
  if (out instanceof Uint8Array) for (let i = 0; i < floats.length; i++) out[i] = floats[i]! + 0.5;
  return out;
}

/** Adds one bilinear sample an output pixel, times `share`. */
function addSamples(
  { width, height, data }: RgbImage,
  at: Similarity,
  size: number,
  share: number,
  out: Float32Array,
): void {
  const { a, b } = at;
  const stride = width * 3;
  const lastX = width - 1;
  const lastY = height - 1;
  let to = 0;
  for (let row = 0; row < size; row++) {
    let u = at.tx - b * row;
    let v = at.ty + a * row;
    for (let column = 0; column < size; column++, to += 3, u += a, v += b) {
      if (u >= 0 && v >= 0 && u < lastX && v < lastY) {
        const u0 = u | 0; // the floor, since neither is negative
        const v0 = v | 0;
        const fu = u - u0;
        const fv = (v - v0) * share;
        const w11 = fu * fv;
        const w10 = fv - w11;
        const w01 = fu * share - w11;
        const w00 = share - fu * share - w10;
        const p = v0 * stride + u0 * 3;
        const q = p + stride;
        out[to]! += data[p]! * w00 + data[p + 3]! * w01 + data[q]! * w10 + data[q + 3]! * w11;
        out[to + 1]! += data[p + 1]! * w00 + data[p + 4]! * w01 + data[q + 1]! * w10 + data[q + 4]! * w11;
        out[to + 2]! += data[p + 2]! * w00 + data[p + 5]! * w01 + data[q + 2]! * w10 + data[q + 5]! * w11;
      } else if (u > -1 && v > -1 && u < width && v < height) {
        // Within a pixel of the edge the edge pixel stands for what lies beyond; further out it is black.
        const p = clamp(Math.round(v), lastY) * stride + clamp(Math.round(u), lastX) * 3;
        out[to]! += data[p]! * share;
        out[to + 1]! += data[p + 1]! * share;
        out[to + 2]! += data[p + 2]! * share;
      }
    }
  }
}

function clamp(value: number, max: number): number {
  return Math.max(0, Math.min(value, max));
}

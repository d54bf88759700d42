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
  const n = Math.max(1, Math.floor(scaleOf(toImage) + 0.4));
  const { width, height, data } = image;
  const { a, b } = toImage;
  const stride = width * 3;
  const rounding = out instanceof Uint8Array ? 0.5 : 0;
  const share = 1 / (n * n);
  // Sample k of n sits at (k + ½)/n − ½ within the output pixel.
  const step = 1 / n;
  const first = step / 2 - 0.5;
  let to = 0;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++, to += 3) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let i = 0; i < n; i++) {
        const y = row + first + i * step;
        for (let j = 0; j < n; j++) {
          const x = column + first + j * step;
          const u = a * x - b * y + toImage.tx;
          const v = b * x + a * y + toImage.ty;
          const u0 = Math.floor(u);
          const v0 = Math.floor(v);
          if (u0 < 0 || v0 < 0 || u0 >= width - 1 || v0 >= height - 1) {
            // Within half a pixel of the edge the edge pixel stands for what lies beyond; further out it is black.
            if (u <= -1 || v <= -1 || u >= width || v >= height) continue;
            const p = clamp(Math.round(v), height - 1) * stride + clamp(Math.round(u), width - 1) * 3;
            red += data[p]!;
            green += data[p + 1]!;
            blue += data[p + 2]!;
            continue;
          }
          const fu = u - u0;
          const fv = v - v0;
          const w11 = fu * fv;
          const w10 = fv - w11;
          const w01 = fu - w11;
          const w00 = 1 - fu - w10;
          const p = v0 * stride + u0 * 3;
          const q = p + stride;
          red += data[p]! * w00 + data[p + 3]! * w01 + data[q]! * w10 + data[q + 3]! * w11;
          green += data[p + 1]! * w00 + data[p + 4]! * w01 + data[q + 1]! * w10 + data[q + 4]! * w11;
          blue += data[p + 2]! * w00 + data[p + 5]! * w01 + data[q + 2]! * w10 + data[q + 5]! * w11;
        }
      }
      out[to] = red * share + rounding;
      out[to + 1] = green * share + rounding;
      out[to + 2] = blue * share + rounding;
    }
  }
  return out;
}

function clamp(value: number, max: number): number {
  return Math.max(0, Math.min(max, value));
}

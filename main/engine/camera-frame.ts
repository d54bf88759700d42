import type { RgbImage } from '../../models/image.ts';
import type { CameraFrame } from '../contract/camera-frame.ts';

/** Share of red and blue in luma: ITU-R BT.601-7 section 2.5.1, BT.709-6 section 3.2. */
const shares = { bt601: { red: 0.299, blue: 0.114 }, bt709: { red: 0.2126, blue: 0.0722 } } as const;

const bits = 16;
const one = 1 << bits;

/**
 * A camera's 4:2:0 frame as RGB: the one conversion that a frame goes through on the host. Chroma is taken from the nearest sample.
 * Integer arithmetic, two pixels at a time, since this runs for every frame.
 */
export function rgbOfFrame(frame: CameraFrame): RgbImage {
  const { width, height, data, format, fullRange, matrix } = frame;
  const { red, blue } = shares[matrix];
  const green = 1 - red - blue;
  const lumaGain = fullRange ? 1 : 255 / 219;
  const chromaGain = fullRange ? 1 : 255 / 224;
  const scaled = (value: number): number => Math.round(value * one);
  const y1 = scaled(lumaGain);
  const yFloor = fullRange ? 0 : 16;
  const rv = scaled(2 * (1 - red) * chromaGain);
  const bu = scaled(2 * (1 - blue) * chromaGain);
  const gu = scaled(((2 * (1 - blue) * blue) / green) * chromaGain);
  const gv = scaled(((2 * (1 - red) * red) / green) * chromaGain);

  const halfWidth = Math.ceil(width / 2);
  const chroma = width * height;
  const planar = format === 'I420';
  const step = planar ? 1 : 2;
  const vOffset = planar ? halfWidth * Math.ceil(height / 2) : 1;
  const out = new Uint8ClampedArray(width * height * 3);
  for (let y = 0; y < height; y++) {
    let from = y * width;
    let to = from * 3;
    let u = chroma + (y >> 1) * halfWidth * step;
    for (let x = 0; x < width; x += 2, u += step) {
      const cu = data[u]! - 128;
      const cv = data[u + vOffset]! - 128;
      const half = one >> 1;
      const r = Math.imul(rv, cv) + half;
      const g = half - Math.imul(gu, cu) - Math.imul(gv, cv);
      const b = Math.imul(bu, cu) + half;
      let luma = Math.imul(y1, data[from++]! - yFloor);
      out[to++] = (luma + r) >> bits;
      out[to++] = (luma + g) >> bits;
      out[to++] = (luma + b) >> bits;
      if (x + 1 === width) continue;
      luma = Math.imul(y1, data[from++]! - yFloor);
      out[to++] = (luma + r) >> bits;
      out[to++] = (luma + g) >> bits;
      out[to++] = (luma + b) >> bits;
    }
  }
  return { width, height, data: new Uint8Array(out.buffer) };
}

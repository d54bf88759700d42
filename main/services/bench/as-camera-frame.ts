import type { RgbImage } from '../../../models/image.ts';
import { type CameraFrame, frameBytes } from '../../contract/camera-frame.ts';

/** Pixels as a camera's driver would have given them: 4:2:0 planes, BT.601, video range; chroma from the upper left of four pixels. */
export function asCameraFrame({ width, height, data }: RgbImage): CameraFrame {
  const planes = new Uint8Array(frameBytes(width, height));
  const halfWidth = Math.ceil(width / 2);
  const chroma = width * height;
  const vOffset = halfWidth * Math.ceil(height / 2);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 3;
      const [r, g, b] = [data[at]! / 255, data[at + 1]! / 255, data[at + 2]! / 255];
      const luma = 0.299 * r + 0.587 * g + 0.114 * b;
      planes[y * width + x] = Math.round(16 + 219 * luma);
      if (x % 2 === 1 || y % 2 === 1) continue;
      const to = chroma + (y >> 1) * halfWidth + (x >> 1);
      planes[to] = Math.round(128 + (224 * (b - luma)) / 1.772);
      planes[to + vOffset] = Math.round(128 + (224 * (r - luma)) / 1.402);
    }
  return { format: 'I420', width, height, data: planes, fullRange: false, matrix: 'bt601' };
}

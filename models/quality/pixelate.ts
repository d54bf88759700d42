import type { Box, RgbImage } from '../image.ts';

/** How far beyond a face its surroundings are covered, as a share of the box's side: detectors cut off forehead, chin and ears. */
const margin = 0.3;

/**
 * Blocks along the longer side. Mosaics of many blocks can be undone by a network trained to do it (McPherson et al., Defeating Image
 * Obfuscation with Deep Learning, 2016); of so few only light and hair colour are left.
 */
const blocks = 4;

/**
 * A copy of the picture in which these boxes (pixels; x, y: the upper left corner) are covered by blocks of their mean colour. Boxes
 * reaching beyond the picture are cut off at its edge. What lies in `kept` stays as it is: whoever stands close to others is not covered
 * with them.
 */
export function pixelate(image: RgbImage, boxes: readonly Box[], kept?: Box): RgbImage {
  const { width, height } = image;
  const data = new Uint8Array(image.data); // a copy also of a Buffer, whose slice is none
  for (const box of boxes) {
    const side = Math.max(box.width, box.height);
    const block = Math.max(1, Math.ceil((side * (1 + 2 * margin)) / blocks));
    const left = Math.max(0, Math.floor(box.x - side * margin));
    const top = Math.max(0, Math.floor(box.y - side * margin));
    const right = Math.min(width, Math.ceil(box.x + box.width + side * margin));
    const bottom = Math.min(height, Math.ceil(box.y + box.height + side * margin));
    for (let y = top; y < bottom; y += block)
      for (let x = left; x < right; x += block)
        fillWithMean(data, width, x, y, Math.min(x + block, right), Math.min(y + block, bottom));
  }
  if (kept !== undefined) {
    const [left, right] = [Math.max(0, Math.floor(kept.x)), Math.min(width, Math.ceil(kept.x + kept.width))];
    for (let y = Math.max(0, Math.floor(kept.y)); y < Math.min(height, Math.ceil(kept.y + kept.height)); y++)
      if (right > left)
        data.set(image.data.subarray((y * width + left) * 3, (y * width + right) * 3), (y * width + left) * 3);
  }
  return { width, height, data };
}

function fillWithMean(data: Uint8Array, width: number, left: number, top: number, right: number, bottom: number): void {
  const count = (right - left) * (bottom - top);
  for (let channel = 0; channel < 3; channel++) {
    let sum = 0;
    for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) sum += data[(y * width + x) * 3 + channel]!;
    const mean = Math.round(sum / count);
    for (let y = top; y < bottom; y++) for (let x = left; x < right; x++) data[(y * width + x) * 3 + channel] = mean;
  }
}

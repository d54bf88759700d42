import { cutChip } from '../../../models/align/chip.ts';
import type { FivePoints } from '../../../models/align/five-points.ts';
import { apply, estimateSimilarity, invert } from '../../../models/align/similarity.ts';
import { CHIPS } from '../../../models/embed/chips.ts';
import type { Point, RgbImage } from '../../../models/image.ts';

const arcface = CHIPS['arcface-5pt'];
/** Side of the aligned crop, as ArcFace-like networks see a face. */
export const chipSide = arcface.side;

/**
 * The aligned crop with `margin` more pixels on every side, at the crop's own scale: [112 + 2 · margin]². Its middle is, pixel for
 * pixel, the crop without a margin. Beyond the picture it is black.
 */
export const alignedCrop = (picture: RgbImage, landmarks: FivePoints, margin = 0): RgbImage =>
  cutChip(picture, landmarks, { chip: chipWithin(margin), inputSize: chipSide + 2 * margin });

/** Whether a crop with this margin lies wholly in the picture, so that nothing of it is black for want of a picture. */
export function cropIsWithin({ width, height }: RgbImage, landmarks: FivePoints, margin: number): boolean {
  const toPicture = invert(estimateSimilarity(landmarks, chipWithin(margin)));
  const last = chipSide + 2 * margin - 1;
  return [
    { x: 0, y: 0 },
    { x: last, y: 0 },
    { x: 0, y: last },
    { x: last, y: last },
  ].every((corner) => {
    const { x, y } = apply(toPicture, corner);
    return x >= 0 && y >= 0 && x <= width - 1 && y <= height - 1;
  });
}

const chipWithin = (margin: number): FivePoints =>
  arcface.points.map(({ x, y }): Point => ({ x: x + margin, y: y + margin })) as unknown as FivePoints;

/** A photo is read at this size at most: a face for a lesson needs no more. */
const mostSide = 1280;

/** Pixels of a picture file, upright, or of a video's present frame. @throws where the browser cannot read it */
export async function pixelsOf(source: Blob | HTMLVideoElement): Promise<RgbImage> {
  const bitmap = await createImageBitmap(source);
  try {
    const scale = Math.min(1, mostSide / Math.max(bitmap.width, bitmap.height));
    const [width, height] = [Math.round(bitmap.width * scale), Math.round(bitmap.height * scale)];
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
    if (context === null) throw new Error('no canvas');
    context.imageSmoothingQuality = 'high';
    context.drawImage(bitmap, 0, 0, width, height);
    const { data } = context.getImageData(0, 0, width, height);
    const rgb = new Uint8Array(width * height * 3);
    for (let from = 0, to = 0; from < data.length; from += 4, to += 3) {
      rgb[to] = data[from]!;
      rgb[to + 1] = data[from + 1]!;
      rgb[to + 2] = data[from + 2]!;
    }
    return { width, height, data: rgb };
  } finally {
    bitmap.close();
  }
}

/** As a binary PPM file, which the host reads without loss (ppm(5)). */
export function ppmOf({ width, height, data }: RgbImage): Uint8Array {
  const head = new TextEncoder().encode(`P6 ${width} ${height} 255\n`);
  const file = new Uint8Array(head.length + data.length);
  file.set(head);
  file.set(data, head.length);
  return file;
}

/** Onto a canvas of the picture's own size. */
export function paint(canvas: HTMLCanvasElement, { width, height, data }: RgbImage): void {
  canvas.width = width;
  canvas.height = height;
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let from = 0, to = 0; from < data.length; from += 3, to += 4) {
    rgba[to] = data[from]!;
    rgba[to + 1] = data[from + 1]!;
    rgba[to + 2] = data[from + 2]!;
    rgba[to + 3] = 255;
  }
  canvas.getContext('2d')?.putImageData(new ImageData(rgba, width, height), 0, 0);
}

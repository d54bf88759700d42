import type { Point, RgbImage } from '../../../models/image.ts';

/**
 * The part of a picture around a face, pixel for pixel, with its landmarks in the part's own pixels: as wide as any model's crop, and
 * less to send than the whole.
 */
export function cutAround(
  { width, height, data }: RgbImage,
  landmarks: readonly Point[],
): { readonly picture: RgbImage; readonly landmarks: readonly Point[] } {
  const [xs, ys] = [landmarks.map(({ x }) => x), landmarks.map(({ y }) => y)];
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  // From the eyes to the mouth is a third of a crop or more (models/embed/chips.ts).
  const around = 1.5 * Math.max(right - left, bottom - top);
  const from = { x: Math.max(0, Math.floor(left - around)), y: Math.max(0, Math.floor(top - around)) };
  const to = { x: Math.min(width, Math.ceil(right + around)), y: Math.min(height, Math.ceil(bottom + around)) };
  const size = { width: to.x - from.x, height: to.y - from.y };
  const part = new Uint8Array(size.width * size.height * 3);
  for (let y = 0; y < size.height; y++) {
    const start = ((from.y + y) * width + from.x) * 3;
    part.set(data.subarray(start, start + size.width * 3), y * size.width * 3);
  }
  return {
    picture: { ...size, data: part },
    landmarks: landmarks.map(({ x, y }) => ({ x: x - from.x, y: y - from.y })),
  };
}

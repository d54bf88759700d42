import { resample } from '../detect/resample.ts';
import type { ModelRecord } from '../embed/record.ts';
import type { RgbImage } from '../image.ts';

/** A grey image, row-major, 0..255. */
export interface GreyImage {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** Side of the grey image in pixels; about the resolution at which the embedding networks see a face. */
const SIDE = 68;

/** Side of what is looked at, in distances between the eyes: brow to lower lip, without hair and background. */
const SPAN = 2;

/**
 * Rec. 601 luma of the middle of a face, from its aligned chip. The region is defined by the chip's five points and always
 * comes at the same size, so that figures and limits mean the same with every embedding model.
 */
export function faceLuminance(chip: RgbImage, points: ModelRecord['chip']): GreyImage {
  const side = SPAN * Math.hypot(points[1].x - points[0].x, points[1].y - points[0].y);
  const centreX = (points[0].x + points[1].x + points[3].x + points[4].x) / 4 + 0.5;
  const centreY = (points[0].y + points[1].y + points[3].y + points[4].y) / 4 + 0.5;
  const region = { x: centreX - side / 2, y: centreY - side / 2, width: side, height: side };
  const pixels = resample(chip, region, SIDE, SIDE, 1, 0);
  const data = new Float32Array(SIDE * SIDE);
  for (let i = 0, from = 0; i < data.length; i++, from += 3) {
    data[i] = 0.299 * pixels[from]! + 0.587 * pixels[from + 1]! + 0.114 * pixels[from + 2]!;
  }
  return { width: SIDE, height: SIDE, data };
}

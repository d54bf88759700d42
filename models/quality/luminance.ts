import type { RgbImage } from '../image.ts';

/** A grey image, row-major, 0..255. */
export interface GreyImage {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/**
 * Rec. 601 luma of the inner part of an aligned chip. The border is left out on every side: hair, background and whatever stands behind the
 * person say nothing about the face.
 *
 * @param border share of the side left out at each edge, 0..0.5
 */
export function innerLuminance(chip: RgbImage, border: number): GreyImage {
  const left = Math.round(chip.width * border);
  const top = Math.round(chip.height * border);
  const width = chip.width - 2 * left;
  const height = chip.height - 2 * top;
  const data = new Float32Array(width * height);
  for (let y = 0, to = 0; y < height; y++) {
    let from = ((y + top) * chip.width + left) * 3;
    for (let x = 0; x < width; x++, to++, from += 3) {
      data[to] = 0.299 * chip.data[from]! + 0.587 * chip.data[from + 1]! + 0.114 * chip.data[from + 2]!;
    }
  }
  return { width, height, data };
}

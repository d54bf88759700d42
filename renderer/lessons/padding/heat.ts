import type { RgbImage } from '../../../models/image.ts';
import { type Amounts, type PaddingKind, pad } from '../../../models/padding/pad.ts';
import type { Plane } from '../../../models/padding/plane.ts';
import { paint } from '../parts/face-pixels.ts';

/** All three channels of a picture padded alike. */
export function padPicture(
  { width, height, data }: RgbImage,
  by: Amounts,
  kind: PaddingKind,
  constant: number,
): RgbImage {
  const channels = [0, 1, 2].map((c) =>
    pad(
      {
        rows: height,
        columns: width,
        values: Float64Array.from({ length: width * height }, (_, i) => data[3 * i + c]!),
      },
      by,
      kind,
      constant,
    ),
  );
  const { rows, columns } = channels[0]!;
  const out = new Uint8Array(rows * columns * 3);
  for (let i = 0; i < rows * columns; i++)
    for (const [c, { values }] of channels.entries()) out[3 * i + c] = values[i]!;
  return { width: columns, height: rows, data: out };
}

/** A picture as a data: address, so that a saved chart carries it along; as JPEG, since a page with long addresses is slow to look through. */
export function addressOf(picture: RgbImage): string {
  const canvas = document.createElement('canvas');
  paint(canvas, picture);
  return canvas.toDataURL('image/jpeg', 0.9);
}

/** Numbers as grey levels, from `low` (black) to `high` (white). */
export const greyAddress = ({ rows, columns, values }: Plane, low: number, high: number): string =>
  addressOf({
    width: columns,
    height: rows,
    data: Uint8Array.from({ length: rows * columns * 3 }, (_, i) =>
      Math.min(255, Math.max(0, (255 * (values[Math.floor(i / 3)]! - low)) / (high - low))),
    ),
  });

/** Errors as an orange the denser the larger, clear at 0, on a square-root scale up to `most`: it lies on either theme's ground. */
export function heatAddress(errors: Plane, most: number): string {
  const { rows, columns, values } = errors;
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [columns, rows];
  const rgba = new Uint8ClampedArray(rows * columns * 4);
  for (let i = 0; i < values.length; i++)
    rgba.set([224, 96, 0, 255 * Math.sqrt(values[i]! / Math.max(1e-9, most))], 4 * i);
  canvas.getContext('2d')?.putImageData(new ImageData(rgba, columns, rows), 0, 0);
  return canvas.toDataURL();
}

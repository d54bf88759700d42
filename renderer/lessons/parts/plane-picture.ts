import type { Plane } from '../../../models/padding/plane.ts';

/** Numbers as grey levels from `low` (black) to `high` (white), as a data: address, pixel for pixel, so that a saved chart carries it along. */
export function planePicture({ rows, columns, values }: Plane, low = 0, high = 255): string {
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [columns, rows];
  const rgba = new Uint8ClampedArray(rows * columns * 4);
  const scale = 255 / Math.max(1e-12, high - low);
  for (let i = 0; i < values.length; i++) {
    const grey = (values[i]! - low) * scale;
    rgba.set([grey, grey, grey, 255], 4 * i);
  }
  canvas.getContext('2d')?.putImageData(new ImageData(rgba, columns, rows), 0, 0);
  return canvas.toDataURL();
}

import { toByte } from '../degrade/srgb.ts';
import type { RgbImage } from '../image.ts';
import { type Plane, planeOf } from '../padding/plane.ts';

/** A picture made plane by plane from one of three channels: red, green, blue. */
export function byChannel(image: RgbImage, make: (channel: Plane) => Plane): RgbImage {
  const { width, height, data } = image;
  const made = [0, 1, 2].map((c) =>
    make(
      planeOf(
        height,
        width,
        Float64Array.from({ length: width * height }, (_, i) => data[3 * i + c]!),
      ),
    ),
  );
  const { rows, columns } = made[0]!;
  const out = new Uint8Array(rows * columns * 3);
  for (const [c, { values }] of made.entries())
    for (let i = 0; i < values.length; i++) out[3 * i + c] = toByte(values[i]!);
  return { width: columns, height: rows, data: out };
}

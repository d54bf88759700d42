import type { RgbImage } from '../../../models/image.ts';
import type { Random } from '../../../models/metrics/seeded-random.ts';
import { drawWith } from '../../../models/synth/draw.ts';

/** How a sheet (a print, a phone) is held before the camera: turns in radians, `x`, `y` and `distance` in widths of the sheet. */
export interface Held {
  readonly yaw: number;
  readonly pitch: number;
  readonly roll: number;
  readonly x: number;
  readonly y: number;
  readonly distance: number;
  /** Depth at x is bend · x²: 0 is flat, 0.5 a sheet that is bowed like a tube half around a head. */
  readonly bend: number;
}

export interface CameraSize {
  readonly width: number;
  readonly height: number;
}

/** Of a webcam with a field of view of about 60°. */
const FOCAL = 0.87;

export interface Screen {
  /** Pixels of the display along the sheet's width. */
  readonly pixels: number;
  /** How dark the gaps between subpixels are, 0 … 1. */
  readonly depth: number;
}

/**
 * A camera's picture of a sheet that shows `picture`: pinhole camera, bilinear, sensor noise (standard deviation in grey levels). With
 * `screen` the sheet is a display, whose subpixels the sensor's grid samples: moiré comes of itself.
 */
export function seeSheet(
  picture: RgbImage,
  held: Held,
  { width, height }: CameraSize,
  noise: number,
  random: Random,
  screen: Screen | null = null,
): RgbImage {
  const out = new Uint8Array(width * height * 3);
  const [cy, sy] = [Math.cos(held.yaw), Math.sin(held.yaw)];
  const [cp, sp] = [Math.cos(held.pitch), Math.sin(held.pitch)];
  const [cr, sr] = [Math.cos(held.roll), Math.sin(held.roll)];
  // Camera → sheet: columns of the sheet's axes in the camera's frame, transposed.
  const right = [cr * cy, sr * cy, -sy];
  const down = [cr * sy * sp - sr * cp, sr * sy * sp + cr * cp, cy * sp];
  const into = [cr * sy * cp + sr * sp, sr * sy * cp - cr * sp, cy * cp];
  const dot = (v: readonly number[], a: number, b: number, c: number): number => v[0]! * a + v[1]! * b + v[2]! * c;
  const at = [held.x, held.y, held.distance] as const;
  const origin = [
    dot(right, -at[0], -at[1], -at[2]),
    dot(down, -at[0], -at[1], -at[2]),
    dot(into, -at[0], -at[1], -at[2]),
  ];
  const { around } = drawWith(random);
  const normals = Float32Array.from({ length: 4096 }, () => around(0, noise));
  const aspect = picture.height / picture.width;
  for (let row = 0, to = 0; row < height; row++) {
    for (let column = 0; column < width; column++, to += 3) {
      const dx = (column - width / 2 + 0.5) / (width * FOCAL);
      const dy = (row - height / 2 + 0.5) / (width * FOCAL);
      const [rx, ry, rz] = [dot(right, dx, dy, 1), dot(down, dx, dy, 1), dot(into, dx, dy, 1)];
      let s = -origin[2]! / rz;
      for (let step = 0; held.bend !== 0 && step < 4; step++) {
        const x = origin[0]! + s * rx;
        s -= (origin[2]! + s * rz - held.bend * x * x) / (rz - 2 * held.bend * x * rx);
      }
      const px = origin[0]! + s * rx;
      // Along the bowed sheet, not along its chord.
      const u = px * (1 + (2 * held.bend * px) ** 2 / 6) + 0.5;
      const v = (origin[1]! + s * ry) / aspect + 0.5;
      const grain = Math.floor(random() * 4096);
      if (!(s > 0) || u < 0 || v < 0 || u >= 1 || v >= 1) {
        const wall = 96 + 30 * (column / width);
        for (let c = 0; c < 3; c++) out[to + c] = wall + normals[(grain + 977 * c) & 4095]!;
        continue;
      }
      const fx = u * (picture.width - 1);
      const fy = v * (picture.height - 1);
      const x0 = Math.min(picture.width - 2, Math.floor(fx));
      const y0 = Math.min(picture.height - 2, Math.floor(fy));
      const [wx, wy] = [fx - x0, fy - y0];
      const p = (y0 * picture.width + x0) * 3;
      const q = p + picture.width * 3;
      for (let c = 0; c < 3; c++) {
        let value =
          picture.data[p + c]! * (1 - wx) * (1 - wy) +
          picture.data[p + 3 + c]! * wx * (1 - wy) +
          picture.data[q + c]! * (1 - wx) * wy +
          picture.data[q + 3 + c]! * wx * wy;
        if (screen !== null) {
          // Each display pixel is three stripes with a dark gap; a little brighter than paper.
          const stripe = Math.cos(2 * Math.PI * (u * screen.pixels - c / 3));
          const line = Math.cos(2 * Math.PI * v * screen.pixels * aspect);
          value *= 1.1 * (1 - screen.depth * (0.35 - 0.35 * stripe + 0.15 - 0.15 * line));
        }
        out[to + c] = Math.max(0, Math.min(255, value + normals[(grain + 977 * c) & 4095]!));
      }
    }
  }
  return { width, height, data: out };
}

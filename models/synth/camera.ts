import type { Point } from '../image.ts';
import type { Nuisance } from './nuisance.ts';

/** From model to camera: a rotation (row-major 3 × 3), then a perspective that makes 1 at depth 0 `scale` pixels. */
export interface Camera {
  readonly rotation: readonly number[];
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** Distance from the camera to the middle of the head, in half head heights: about 80 cm. */
export const DISTANCE = 7;

/** What looks at a head in a picture of `side` pixels; a body goes along with a share of its turn. */
export function cameraOf({ pose, frame }: Nuisance, side: number, share = 1): Camera {
  return {
    rotation: turn(pose.yaw * share, pose.pitch * share, pose.roll * share),
    scale: (frame.size * side) / 2,
    x: frame.x * side,
    y: frame.y * side,
  };
}

/** Where a point of the head is seen, in pixels from the picture's upper left corner. */
export function seenAt(
  { rotation: r, scale, x: ox, y: oy }: Camera,
  [x, y, z]: readonly [number, number, number],
): Point {
  const by = (scale * DISTANCE) / (DISTANCE - (r[6]! * x + r[7]! * y + r[8]! * z));
  return { x: ox + by * (r[0]! * x + r[1]! * y + r[2]! * z), y: oy - by * (r[3]! * x + r[4]! * y + r[5]! * z) };
}

/** Roll · pitch · yaw, row-major: first the head turns, then it nods, then it tilts. */
function turn(yaw: number, pitch: number, roll: number): number[] {
  const [cy, sy, cp, sp, cr, sr] = [yaw, -pitch, -roll].flatMap((angle) => [Math.cos(angle), Math.sin(angle)]) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const nodded = [
    [cy, 0, sy],
    [sp * sy, cp, -sp * cy],
    [-cp * sy, sp, cp * cy],
  ] as const;
  const [first, second, third] = nodded;
  const tilted = (i: 0 | 1 | 2): [number, number] => [cr * first[i] - sr * second[i], sr * first[i] + cr * second[i]];
  const columns = ([0, 1, 2] as const).map(tilted);
  return [...columns.map(([x]) => x), ...columns.map(([, y]) => y), ...third];
}

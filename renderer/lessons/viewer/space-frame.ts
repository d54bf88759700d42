import type { PlacedChain } from './space-boxes.ts';

/** Half of the angle that the camera sees from top to bottom. */
export const halfAngle = (16 * Math.PI) / 180;

/** So much of the chain is in the picture at first. */
const firstWindow = 18;

export interface SpaceFrame {
  /** Where along the chain the middle of the picture is. */
  readonly x: number;
  /** Of a branch that is looked at from near by, its own. */
  readonly z: number;
  /** From there to the camera. */
  readonly distance: number;
}

/** How far one can go away: until the whole chain is in the picture. */
export const farthest = ({ length }: PlacedChain): number => Math.min(1, firstWindow / length);

/**
 * The part of the chain about `at`, seen from so near that it just fits whichever way it is turned.
 * @param near 1: as at first; less: more of the chain; more: larger
 */
export function frameOf(
  { boxes, length }: PlacedChain,
  at: number,
  [yaw, pitch]: readonly [number, number],
  near: number,
  aspect: number,
): SpaceFrame {
  const seen = Math.min(length, firstWindow / Math.min(1, near));
  const reach = seen / Math.max(1, near) / 2;
  const x = Math.min(length - reach, Math.max(reach, boxes[at]?.x ?? 0));
  const [up, across] = [Math.tan(halfAngle), Math.tan(halfAngle) * aspect];
  const middle = Math.min(length - seen / 2, Math.max(seen / 2, x));
  const margin = 1.06;
  let distance = 1;
  for (const box of boxes) {
    if (Math.abs(box.x - middle) > seen / 2 + box.depth) continue;
    for (const sx of [-1, 1])
      for (const sy of [-1, 1])
        for (const sz of [-1, 1]) {
          const [px, py, pz] = [
            box.x - middle + (sx * box.depth) / 2,
            (sy * box.height) / 2,
            box.z + (sz * box.width) / 2,
          ];
          // Turned about the vertical axis, then about the horizontal one, as the group is.
          const [qx, qz] = [px * Math.cos(yaw) + pz * Math.sin(yaw), pz * Math.cos(yaw) - px * Math.sin(yaw)];
          const [ry, rz] = [py * Math.cos(pitch) - qz * Math.sin(pitch), py * Math.sin(pitch) + qz * Math.cos(pitch)];
          distance = Math.max(distance, rz + (margin * Math.abs(qx)) / across, rz + (margin * Math.abs(ry)) / up);
        }
  }
  return { x, z: near > 1 ? (boxes[at]?.z ?? 0) : 0, distance: distance / Math.max(1, near) };
}

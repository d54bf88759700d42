import type { HeadPose } from '../pipeline.types.ts';

/** Mesh indices at the ends of the head's own axes. */
const FOREHEAD = 10;
const CHIN = 152;
const LEFT_CHEEK = 234;
const RIGHT_CHEEK = 454;

/**
 * The line from forehead to chin leans back on a level head; this many degrees are taken off the pitch.
 * It is the median over 3,100 news portraits (LFW DEV), taken to be level on average.
 */
const LEVEL_PITCH = -5;

const DEGREES = 180 / Math.PI;

/**
 * Head pose from a mesh of 468 × (x, y, z): the head's axes run from cheek to cheek and from forehead to chin, the third is their
 * cross product. Degrees; yaw positive when the person turns to their left, pitch positive looking up, roll positive clockwise in the image.
 */
export function headPose(mesh: Float32Array): HeadPose {
  const [ax, ay, az] = difference(mesh, RIGHT_CHEEK, LEFT_CHEEK);
  const [dx, dy, dz] = difference(mesh, CHIN, FOREHEAD);
  // Across × down points into the head; the face looks the other way.
  const inX = ay * dz - az * dy;
  const inY = az * dx - ax * dz;
  const inZ = ax * dy - ay * dx;
  const length = Math.hypot(inX, inY, inZ) || 1;
  return {
    yaw: Math.atan2(-inX, inZ) * DEGREES,
    pitch: Math.asin(Math.max(-1, Math.min(1, inY / length))) * DEGREES - LEVEL_PITCH,
    roll: Math.atan2(ay, ax) * DEGREES,
  };
}

function difference(mesh: Float32Array, to: number, from: number): [number, number, number] {
  return [
    mesh[to * 3]! - mesh[from * 3]!,
    mesh[to * 3 + 1]! - mesh[from * 3 + 1]!,
    mesh[to * 3 + 2]! - mesh[from * 3 + 2]!,
  ];
}

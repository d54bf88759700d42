export type Vector3 = readonly [number, number, number];

/** Directions of the screen in the world: to the right, upwards, and toward the viewer; right-handed. */
export interface Camera {
  readonly right: Vector3;
  readonly up: Vector3;
  readonly toward: Vector3;
}

/** A camera that went round the z axis by `yaw` and then up by `pitch`, both in radians. */
export function cameraOf(yaw: number, pitch: number): Camera {
  const [sy, cy, sp, cp] = [Math.sin(yaw), Math.cos(yaw), Math.sin(pitch), Math.cos(pitch)];
  return { right: [cy, sy, 0], up: [-sy * sp, cy * sp, cp], toward: [sy * cp, -cy * cp, sp] };
}

export const dot3 = (a: Vector3, b: Vector3): number => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];

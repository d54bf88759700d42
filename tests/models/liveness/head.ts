import { headPose } from '../../../models/align/pose.ts';
import type { Gesture } from '../../../models/liveness/challenge.ts';
import { EYES } from '../../../models/liveness/landmarks.ts';
import { type LivenessSample, sampleOf } from '../../../models/liveness/sample.ts';
import { seededRandom } from '../../../models/metrics/seeded-random.ts';

export interface HeadState {
  /** Degrees; yaw to the person's left, pitch up. */
  readonly yaw?: number;
  readonly pitch?: number;
  /** 1 open, 0 shut. */
  readonly eyes?: number;
  /** Pixels to the right of the middle. */
  readonly x?: number;
}

/** A head of 468 points in half head heights: an ellipsoid's front with a nose, eyes, and the points that the pose is read from. */
const HEAD = ((): Float64Array => {
  const random = seededRandom(7);
  const points = new Float64Array(468 * 3);
  const put = (index: number, x: number, y: number, z: number): void => points.set([x, y, z], index * 3);
  for (let i = 0; i < 468; i++) {
    const [x, y] = [1.3 * (random() - 0.5), 1.9 * (random() - 0.5)];
    put(i, x, y, -0.6 * Math.sqrt(Math.max(0, 1 - (x / 0.75) ** 2 - (y / 1.05) ** 2)));
  }
  put(10, 0, -1, -0.05);
  put(152, 0, 1, -0.05);
  put(234, -0.75, 0, 0);
  put(454, 0.75, 0, 0);
  for (const [index, y, z] of [
    [168, -0.2, -0.62],
    [6, -0.12, -0.66],
    [197, 0, -0.72],
    [195, 0.05, -0.78],
    [5, 0.12, -0.86],
    [4, 0.18, -0.92],
    [1, 0.22, -0.9],
    [2, 0.3, -0.72],
  ] as const)
    put(index, 0, y, z);
  return points;
})();

/** The mesh of a head in a pose: 120 pixels a half height, in the middle of a picture of 640 × 480. */
export function headMesh({ yaw = 0, pitch = 0, eyes = 1, x: shift = 0 }: HeadState = {}): Float32Array {
  const head = HEAD.slice();
  for (const [side, eye] of [-1, 1].map((s, i) => [s, EYES[i]!] as const)) {
    const lid = 0.05 * eyes + 0.004;
    const middle = side * 0.33;
    for (const [k, [x, y]] of [
      [-0.15, 0],
      [-0.05, -lid],
      [0.05, -lid],
      [0.15, 0],
      [0.05, lid],
      [-0.05, lid],
    ].entries())
      head.set([middle + x!, -0.2 + y!, -0.5], eye[k]! * 3);
  }
  const [a, b] = [(-yaw * Math.PI) / 180, (pitch * Math.PI) / 180];
  const mesh = new Float32Array(468 * 3);
  for (let k = 0; k < mesh.length; k += 3) {
    const [x, y, z] = [head[k]!, head[k + 1]!, head[k + 2]!];
    const turned = [Math.cos(a) * x + Math.sin(a) * z, y, Math.cos(a) * z - Math.sin(a) * x] as const;
    mesh[k] = 320 + shift + 120 * turned[0];
    mesh[k + 1] = 240 + 120 * (Math.cos(b) * turned[1] + Math.sin(b) * turned[2]);
    mesh[k + 2] = 120 * (Math.cos(b) * turned[2] - Math.sin(b) * turned[1]);
  }
  return mesh;
}

/** What a mesh network makes of a photo that is tilted: the picture narrows, and a little depth is invented. */
export function tiltedPhoto(degrees: number): Float32Array {
  const mesh = headMesh({ yaw: degrees * 0.3 });
  const flat = headMesh();
  const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  for (let k = 0; k < mesh.length; k += 3) {
    const [x, y] = [flat[k]! - 320, flat[k + 1]! - 240];
    const w = 1 + (0.4 * s * x) / 240;
    mesh[k] = 320 + (c * x) / w + 0.3 * (mesh[k]! - flat[k]!);
    mesh[k + 1] = 240 + y / w;
  }
  return mesh;
}

export const headAt = (at: number, state: HeadState = {}): LivenessSample => sampleFrom(at, headMesh(state));

export const sampleFrom = (at: number, mesh: Float32Array): LivenessSample =>
  sampleOf(at, { mesh, pose: headPose(mesh) });

/** How a person makes each gesture, frame by frame, 60 ms each, from the neutral pose back to it. */
export const made: Readonly<Record<Gesture, readonly HeadState[]>> = {
  blink: [{}, {}, {}, { eyes: 0.4 }, { eyes: 0 }, { eyes: 0 }, { eyes: 0.6 }, {}],
  'turn-left': [{}, {}, { yaw: 5 }, { yaw: 10 }, { yaw: 15 }, { yaw: 20 }, { yaw: 12 }, { yaw: 4 }, {}],
  'turn-right': [{}, {}, { yaw: -5 }, { yaw: -10 }, { yaw: -15 }, { yaw: -20 }, { yaw: -12 }, { yaw: -4 }, {}],
  nod: [{}, {}, { pitch: -5 }, { pitch: -10 }, { pitch: -14 }, { pitch: -8 }, { pitch: -2 }, {}],
};

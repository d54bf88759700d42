import type { Point } from '../image.ts';

/** Image-left eye, image-right eye, nose tip, image-left and image-right mouth corner. */
export type FivePoints = readonly [Point, Point, Point, Point, Point];

/** Mesh indices: corners of both eyes, the nose's tip, corners of the mouth (MediaPipe's canonical face). */
const LEFT_EYE = [33, 133] as const;
const RIGHT_EYE = [362, 263] as const;
const NOSE = 1;
const LEFT_MOUTH = 61;
const RIGHT_MOUTH = 291;

/**
 * The five points an embedding's chip is defined by, from a mesh of 468 × (x, y, z). An eye is the middle between its corners: it
 * stays put when the eye closes or looks aside, which a pupil does not.
 */
export function fivePoints(mesh: Float32Array): FivePoints {
  const at = (index: number): Point => ({ x: mesh[index * 3]!, y: mesh[index * 3 + 1]! });
  const between = ([i, j]: readonly [number, number]): Point => ({
    x: (mesh[i * 3]! + mesh[j * 3]!) / 2,
    y: (mesh[i * 3 + 1]! + mesh[j * 3 + 1]!) / 2,
  });
  return [between(LEFT_EYE), between(RIGHT_EYE), at(NOSE), at(LEFT_MOUTH), at(RIGHT_MOUTH)];
}

/** @throws when there are not five */
export function fivePointsOf(points: readonly Point[]): FivePoints {
  const [a, b, c, d, e] = points;
  if (points.length !== 5 || !a || !b || !c || !d || !e) throw new Error('a face has five points');
  return [a, b, c, d, e];
}

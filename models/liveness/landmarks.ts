import { MESH_POINTS } from '../align/mesh.ts';

/**
 * The six points of an eye in the order of Soukupová & Čech 2016 ("Real-Time Eye Blink Detection using Facial Landmarks"): outer or inner
 * corner, two on the upper lid, the other corner, two on the lower lid. Mesh indices (MediaPipe's canonical face); image-left eye first.
 */
export const EYES = [
  [33, 160, 158, 133, 153, 144],
  [362, 385, 387, 263, 373, 380],
] as const;

/**
 * Mesh points over bone and gristle, which an expression hardly moves: forehead, bridge and sides of the nose, corners of the eyes,
 * temples, cheekbones. What of their motion no homography explains is depth.
 */
export const RIGID = [
  10, 109, 338, 67, 297, 151, 9, 8, 168, 6, 197, 195, 5, 4, 1, 2, 98, 327, 64, 294, 33, 133, 362, 263, 127, 356, 162,
  389, 234, 454, 93, 323, 116, 345, 50, 280, 36, 266,
] as const;

/** Lips and chin, which speaking and smiling move. */
export const MOUTH = [61, 291, 13, 14, 0, 17, 152] as const;

/** x, y of some mesh points one after another; `mesh` is 468 × (x, y, z) in pixels. */
export function pick(mesh: Float32Array, indices: readonly number[]): Float64Array {
  if (mesh.length !== MESH_POINTS * 3) throw new RangeError(`mesh: ${mesh.length} numbers are not 468 × 3`);
  const points = new Float64Array(indices.length * 2);
  for (const [i, index] of indices.entries()) {
    points[2 * i] = mesh[index * 3]!;
    points[2 * i + 1] = mesh[index * 3 + 1]!;
  }
  return points;
}

/** The same with z: x, y, z one after another. */
export function pickInSpace(mesh: Float32Array, indices: readonly number[]): Float64Array {
  if (mesh.length !== MESH_POINTS * 3) throw new RangeError(`mesh: ${mesh.length} numbers are not 468 × 3`);
  const points = new Float64Array(indices.length * 3);
  for (const [i, index] of indices.entries()) for (let c = 0; c < 3; c++) points[3 * i + c] = mesh[index * 3 + c]!;
  return points;
}

/** Distance between the middles of both eyes in pixels of the image: the unit in which residuals are given. */
export function eyeDistance(mesh: Float32Array): number {
  const middle = ([a, , , b]: (typeof EYES)[number], axis: number): number =>
    (mesh[a * 3 + axis]! + mesh[b * 3 + axis]!) / 2;
  return Math.hypot(middle(EYES[1], 0) - middle(EYES[0], 0), middle(EYES[1], 1) - middle(EYES[0], 1));
}

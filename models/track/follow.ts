import { type FivePoints, fivePoints } from '../align/five-points.ts';
import { type MeshFitter, STEADY_PRESENCE } from '../align/mesh.ts';
import { apply, estimateSimilarity, scaleOf } from '../align/similarity.ts';
import { boxIou } from '../detect/box-iou.ts';
import type { Box, RgbImage } from '../image.ts';

/** A face where an earlier frame had it, in pixels. */
export interface PlacedFace {
  readonly box: Box;
  readonly landmarks: FivePoints;
}

export interface FollowedFace extends PlacedFace {
  /** 468 × (x, y, z), pixels. */
  readonly mesh: Float32Array;
}

/** Between two frames a head stays within this share of its own box … */
const MIN_OVERLAP = 0.4;

/** … and two faces do not become one. */
const MAX_SHARED = 0.5;

/**
 * Faces of the frame before in this one, without the detector: the mesh is fitted where each face was, and its points tell how the box
 * moved, turned and grew (Kartynnik et al. 2019, section 2: the detector runs only when the mesh loses the face).
 *
 * @returns null when one of them is not surely there; then the detector must look
 */
export async function followFaces(
  image: RgbImage,
  faces: readonly PlacedFace[],
  fitMesh: MeshFitter,
): Promise<readonly FollowedFace[] | null> {
  const followed: FollowedFace[] = [];
  for (const face of faces) {
    const { points, presence } = await fitMesh(image, face);
    if (presence < STEADY_PRESENCE) return null;
    const landmarks = fivePoints(points);
    const box = movedBox(face, landmarks);
    if (boxIou(box, face.box) < MIN_OVERLAP) return null;
    if (followed.some((other) => boxIou(box, other.box) > MAX_SHARED)) return null;
    followed.push({ box, landmarks, mesh: points });
  }
  return followed;
}

/** The box as the five points moved: its centre goes along, its size grows as they spread. It stays upright, as the detector's boxes are. */
export function movedBox({ box, landmarks: before }: PlacedFace, now: FivePoints): Box {
  const move = estimateSimilarity(before, now);
  const centre = apply(move, { x: box.x + box.width / 2, y: box.y + box.height / 2 });
  const width = box.width * scaleOf(move);
  const height = box.height * scaleOf(move);
  return { x: centre.x - width / 2, y: centre.y - height / 2, width, height };
}

import type { Box, Point, RgbImage } from '../image.ts';
import type { Network } from '../network.ts';
import type { Similarity } from './similarity.ts';
import { warp } from './warp.ts';

/** Points of the mesh (Kartynnik et al. 2019, "Real-time facial surface geometry from monocular video"). */
export const MESH_POINTS = 468;

/** Side of the network's input in pixels. */
const INPUT = 192;

/** The network was trained on face boxes enlarged by this factor. */
const MARGIN = 1.5;

export interface FaceMesh {
  /** 468 × (x, y, z) in pixels of the image; z grows away from the camera, 0 about at the head's middle. */
  readonly points: Float32Array;
  /** 0..1: how sure the network is that its crop shows a face at all; a vote apart from the detector's. */
  readonly presence: number;
}

/** From this presence on a face is there beyond doubt. */
export const STEADY_PRESENCE = 0.9;

/** What the mesh's crop is cut by: a face's box and its eyes, image-left first. A detection has both. */
export interface LocatedFace {
  readonly box: Box;
  readonly landmarks: readonly [Point, Point, ...Point[]];
}

/** Fits the mesh to one face. */
export type MeshFitter = (image: RgbImage, face: LocatedFace) => Promise<FaceMesh>;

/**
 * Face mesh over a compiled network: `[1, 192, 192, 3]` in 0..1 → 1,404 coordinates in crop pixels and one presence.
 * @throws when an output is missing
 */
export function createMeshFitter(network: Network): MeshFitter {
  return async (image, face) => {
    const toImage = uprightCrop(face);
    const data = warp(image, toImage, INPUT, new Float32Array(INPUT * INPUT * 3));
    for (let i = 0; i < data.length; i++) data[i]! *= 1 / 255;
    const outputs = await network.run({ dtype: 'float32', shape: [1, INPUT, INPUT, 3], data });
    const coordinates = outputs.find((output) => output.data.length === MESH_POINTS * 3)?.data;
    const presence = outputs.find((output) => output.data.length === 1)?.data[0];
    if (!coordinates || presence === undefined) throw new Error('face mesh: the network lacks an output');
    return { points: toImagePoints(coordinates, toImage), presence };
  };
}

/** From crop pixels to image pixels: the square of 1.5 × the box, turned so that the line between the eyes is level. */
function uprightCrop({ box, landmarks: [left, right] }: LocatedFace): Similarity {
  const angle = Math.atan2(right.y - left.y, right.x - left.x);
  const scale = (Math.max(box.width, box.height) * MARGIN) / INPUT;
  const a = scale * Math.cos(angle);
  const b = scale * Math.sin(angle);
  const centre: Point = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const middle = (INPUT - 1) / 2;
  return { a, b, tx: centre.x - a * middle + b * middle, ty: centre.y - b * middle - a * middle };
}

function toImagePoints(coordinates: ArrayLike<number>, { a, b, tx, ty }: Similarity): Float32Array {
  const scale = Math.hypot(a, b);
  const points = new Float32Array(MESH_POINTS * 3);
  for (let k = 0; k < points.length; k += 3) {
    // The network counts from the crop's left edge, the warp from the centre of its first pixel.
    const x = coordinates[k]! - 0.5;
    const y = coordinates[k + 1]! - 0.5;
    points[k] = a * x - b * y + tx;
    points[k + 1] = b * x + a * y + ty;
    points[k + 2] = scale * coordinates[k + 2]!;
  }
  return points;
}

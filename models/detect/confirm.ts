import { fivePoints } from '../align/five-points.ts';
import { createMeshFitter, type FaceMesh, type MeshFitter, STEADY_PRESENCE } from '../align/mesh.ts';
import type { Box, RgbImage } from '../image.ts';
import type { Network } from '../network.ts';
import { boxIou } from './box-iou.ts';
import type { Detection } from './detection.ts';
import { createSecondOpinion, type SecondOpinion } from './second-opinion.ts';

/** A detection with the mesh fitted to it. */
export interface ConfirmedFace {
  readonly detection: Detection;
  readonly mesh: FaceMesh;
}

/** The mesh network's presence a face needs, 0..1. On photos it is nearly always below 0.1 or above 0.9. */
const MIN_PRESENCE = 0.5;

/** From this detector score on a frame's face is believed without a second opinion: 99 % of LFW's faces score higher. */
const SURE_SCORE = 0.75;

/** The second opinion that settles the matter, 0..1. */
const SURE_OPINION = 0.8;

/** Without it, mesh and detector must at least agree on the eyes and the nose, to this share of the distance between the eyes … */
const AGREEMENT = 0.3;

/** … and the mesh must steadily see a face in crops of these sizes too. */
const OTHER_CROPS = [0.8, 0.9, 1.25] as const;

/** Two meshes whose bounds overlap more show the same face: the detection between two heads snaps to one of them. */
const SAME_MESH_IOU = 0.5;

export interface Confirmer {
  /**
   * Fits meshes to detections (best first) and drops what is no face or a face already seen.
   * @param strict true: every face needs the second opinion; false: only those the detector is unsure of
   */
  confirm(image: RgbImage, detections: readonly Detection[], strict: boolean, limit: number): Promise<ConfirmedFace[]>;
}

/** @param opinion without it the mesh's presence alone decides */
export function createConfirmer(meshNetwork: Network, opinionNetwork?: Network): Confirmer {
  const fitMesh = createMeshFitter(meshNetwork);
  const opinion = opinionNetwork && createSecondOpinion(opinionNetwork);
  return {
    async confirm(image, detections, strict, limit) {
      const faces: ConfirmedFace[] = [];
      const bounds: Box[] = [];
      for (const detection of detections) {
        if (faces.length >= limit) break;
        const mesh = await fitMesh(image, detection);
        if (mesh.presence < MIN_PRESENCE) continue;
        const box = meshBounds(mesh.points);
        if (bounds.some((other) => boxIou(box, other) > SAME_MESH_IOU)) continue;
        const doubtful = opinion && (strict || detection.score < SURE_SCORE);
        if (doubtful && !(await believed(image, { detection, mesh }, opinion, fitMesh))) continue;
        faces.push({ detection, mesh });
        bounds.push(box);
      }
      return faces;
    },
  };
}

async function believed(
  image: RgbImage,
  { detection, mesh }: ConfirmedFace,
  opinion: SecondOpinion,
  fitMesh: MeshFitter,
): Promise<boolean> {
  if ((await opinion(image, detection.box)) >= SURE_OPINION) return true;
  if (disagreement(detection, mesh) > AGREEMENT) return false;
  for (const factor of OTHER_CROPS) {
    const { presence } = await fitMesh(image, { ...detection, box: scaled(detection.box, factor) });
    if (presence < STEADY_PRESENCE) return false;
  }
  return true;
}

/**
 * Mean distance between where detector and mesh put eyes and nose, in distances between the eyes. Typically 0.07; a detection
 * between two heads, whose mesh snaps to one of them, has 0.4 and more.
 */
function disagreement({ landmarks }: Detection, mesh: FaceMesh): number {
  const points = fivePoints(mesh.points);
  const unit = Math.hypot(points[1].x - points[0].x, points[1].y - points[0].y);
  const off = [0, 1, 2].map((k) => Math.hypot(points[k]!.x - landmarks[k]!.x, points[k]!.y - landmarks[k]!.y));
  return (off[0]! + off[1]! + off[2]!) / 3 / unit;
}

function scaled({ x, y, width, height }: Box, factor: number): Box {
  return {
    x: x + (width * (1 - factor)) / 2,
    y: y + (height * (1 - factor)) / 2,
    width: width * factor,
    height: height * factor,
  };
}

/** The upright box around a mesh's 468 × (x, y, z). */
export function meshBounds(points: Float32Array): Box {
  let left = Number.POSITIVE_INFINITY;
  let top = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < points.length; k += 3) {
    left = Math.min(left, points[k]!);
    right = Math.max(right, points[k]!);
    top = Math.min(top, points[k + 1]!);
    bottom = Math.max(bottom, points[k + 1]!);
  }
  return { x: left, y: top, width: right - left, height: bottom - top };
}

import { homographyResidual } from './homography.ts';
import { rigidResidual } from './rigid.ts';
import type { LivenessSample } from './sample.ts';

export interface Relief {
  /** Degrees of yaw between the two poses compared. */
  readonly turn: number;
  /**
   * What no plane explains over what no rigid head explains: homography's residual / spatial similarity's residual over points that an
   * expression hardly moves. A head that turns has much of the first and little of the second.
   */
  readonly value: number;
}

/**
 * Depth from motion: two views of something flat are a homography apart (Hartley & Zisserman 2004, section 13.1), two views of a head are not.
 * The mesh network fits a face's shape to everything, so a tilted photo, too, gets a homography residual; but the shapes that it
 * invents at two tilts are not one rigid head. Hence the ratio of both. Null where the frames do not determine it.
 */
export function reliefBetween(a: LivenessSample, b: LivenessSample): Relief | null {
  const plane = homographyResidual(flat(a), flat(b));
  if (plane === null) return null;
  const rigid = rigidResidual(a.rigid, b.rigid);
  return { turn: Math.abs(a.pose.yaw - b.pose.yaw), value: plane / Math.max(rigid, 1e-6 * b.eyeDistance) };
}

/** Relief between the outermost poses of a window; one frame at each end is left out, since it may be a slip of the mesh. */
export function reliefOf(samples: readonly LivenessSample[]): Relief | null {
  if (samples.length < 6) return null;
  const byYaw = samples.toSorted((a, b) => a.pose.yaw - b.pose.yaw);
  const [low, high] = [byYaw[1], byYaw.at(-2)];
  return low === undefined || high === undefined ? null : reliefBetween(low, high);
}

function flat({ rigid }: LivenessSample): Float64Array {
  const points = new Float64Array((rigid.length / 3) * 2);
  for (let i = 0; i < points.length / 2; i++) {
    points[2 * i] = rigid[3 * i]!;
    points[2 * i + 1] = rigid[3 * i + 1]!;
  }
  return points;
}

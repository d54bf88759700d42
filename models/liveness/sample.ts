import type { HeadPose } from '../pipeline.types.ts';
import { eyeAspectRatio } from './eye-aspect-ratio.ts';
import { EYES, eyeDistance, MOUTH, pick, pickInSpace, RIGID } from './landmarks.ts';

/** What is measured in the pixels of a full frame, where it was asked for; null where it could not be. */
export interface PixelCues {
  /** Strength of the strongest regular pattern on the face, log10 over its surroundings (screen.ts). */
  readonly screen: number | null;
  /** What two published anti-spoofing networks say, 0..1, higher is more real. They are hints, no more (docs/liveness.md). */
  readonly antispoof: number | null;
  readonly liveness: number | null;
}

/** What one frame adds to the knowledge of whether a face is alive. Numbers of one face, kept in memory for a few seconds. */
export interface LivenessSample {
  /** Milliseconds on a clock that never goes back. */
  readonly at: number;
  readonly pose: HeadPose;
  readonly eyeAspectRatio: number;
  /** Pixels between the eyes. */
  readonly eyeDistance: number;
  /** RIGID, x, y, z in pixels. */
  readonly rigid: Float64Array;
  /** RIGID, MOUTH and EYES, x, y in pixels. */
  readonly shape: Float64Array;
  /** In frames that were compared, L2-normalised. */
  readonly template: Float32Array | null;
  readonly pixels: PixelCues | null;
}

export interface FaceInFrame {
  /** 468 × (x, y, z), pixels. */
  readonly mesh: Float32Array;
  readonly pose: HeadPose;
  readonly template?: Float32Array | undefined;
  readonly pixels?: PixelCues | undefined;
}

const SHAPE: readonly number[] = [...RIGID, ...MOUTH, ...EYES.flat()];

/** @throws RangeError when the mesh has not 468 points */
export function sampleOf(at: number, { mesh, pose, template, pixels }: FaceInFrame): LivenessSample {
  return {
    at,
    pose,
    eyeAspectRatio: eyeAspectRatio(mesh),
    eyeDistance: eyeDistance(mesh),
    rigid: pickInSpace(mesh, RIGID),
    shape: pick(mesh, SHAPE),
    template: template ?? null,
    pixels: pixels ?? null,
  };
}

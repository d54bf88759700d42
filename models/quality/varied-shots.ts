import type { HeadPose } from '../pipeline.types.ts';

/** Pictures of a guided capture: enough for a person's usual poses, few enough for ten seconds. */
export const shotsWanted = 5;

/** Poses this far apart (degrees, yaw and pitch together) show the face differently enough for another template. */
const variedBy = 7;
/** The first picture is from the front, so that everybody has one. */
const frontal = 15;
/** Between two pictures, so that one movement does not give them all. */
const restMs = 350;
/** Who cannot or will not move is not kept waiting: after this the next acceptable picture is taken. */
const patienceMs = 1600;

export interface Candidate {
  readonly pose: HeadPose;
  /** Passed the quality gate. */
  readonly acceptable: boolean;
}

export type CaptureHint = 'front' | 'turn' | 'nod';

/**
 * Whether to take this picture: acceptable, and showing the face otherwise than those taken; or merely acceptable when nothing new came for a while.
 * @param sinceLastMs since the last picture was taken, or the capture began
 */
export function takesShot(candidate: Candidate, taken: readonly HeadPose[], sinceLastMs: number): boolean {
  if (!candidate.acceptable || taken.length >= shotsWanted || sinceLastMs < restMs) return false;
  if (sinceLastMs >= patienceMs) return true;
  if (taken.length === 0) return Math.abs(candidate.pose.yaw) <= frontal && Math.abs(candidate.pose.pitch) <= frontal;
  return taken.every((pose) => apart(pose, candidate.pose) >= variedBy);
}

/** What would make the next picture a new one: after the front, two to the sides, then two up and down. */
export function wantedNext(taken: readonly HeadPose[]): CaptureHint {
  if (taken.length === 0) return 'front';
  return taken.length < 3 ? 'turn' : 'nod';
}

const apart = (a: HeadPose, b: HeadPose): number => Math.hypot(a.yaw - b.yaw, a.pitch - b.pitch);

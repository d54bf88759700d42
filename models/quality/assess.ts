import type { FivePoints } from '../align/five-points.ts';
import type { ModelRecord } from '../embed/record.ts';
import type { RgbImage } from '../image.ts';
import type { FaceQuality, HeadPose } from '../pipeline.types.ts';
import { exposure } from './exposure.ts';
import { EDGE, EXPOSURE_HIGH, EXPOSURE_LOW, POSE, SHARPNESS, SIZE } from './limits.ts';
import { faceLuminance } from './luminance.ts';
import { judge, type ScoredMeasure } from './measure.ts';
import { sharpness } from './sharpness.ts';

export interface Assessed {
  /** The whole image; only its size is read. */
  readonly image: Pick<RgbImage, 'width' | 'height'>;
  readonly landmarks: FivePoints;
  /** 468 × (x, y, z) in pixels of the image. */
  readonly mesh: Float32Array;
  readonly pose: HeadPose;
  /** The aligned chip. */
  readonly chip: RgbImage;
  /** Where the five points lie on the chip (the record's `chip`). */
  readonly chipPoints: ModelRecord['chip'];
}

/** Every measure of one face, and their verdict: acceptable when all limits are met; `overall` is the weakest measure's score. */
export function assess(face: Assessed): FaceQuality {
  const grey = faceLuminance(face.chip, face.chipPoints);
  const scored = [
    judgeSize(face),
    judge('sharpness', sharpness(grey), SHARPNESS, 'hold-still'),
    judgeExposure(exposure(grey).mean),
    judge('pose', turnedBy(face.pose), POSE, 'turn-to-camera'),
    judgeEdge(face),
  ];
  return {
    overall: Math.min(...scored.map(({ score }) => score)),
    acceptable: scored.every(({ measure }) => measure.ok),
    measures: scored.map(({ measure }) => measure),
  };
}

function judgeSize({ landmarks: [left, right] }: Assessed): ScoredMeasure {
  return judge('size', Math.hypot(right.x - left.x, right.y - left.y), SIZE, 'move-closer');
}

/** The nearer of the two limits speaks. */
function judgeExposure(mean: number): ScoredMeasure {
  const dark = judge('exposure', mean, EXPOSURE_LOW, 'more-light');
  const bright = judge('exposure', mean, EXPOSURE_HIGH, 'less-light');
  return dark.score <= bright.score ? dark : bright;
}

/** A face cut on two opposite sides fills the frame: it must move back, not aside. */
function judgeEdge({ image, mesh }: Assessed): ScoredMeasure {
  let inside = 0;
  let left = 0;
  let right = 0;
  let above = 0;
  let below = 0;
  for (let k = 0; k < mesh.length; k += 3) {
    const x = mesh[k]!;
    const y = mesh[k + 1]!;
    if (x < 0) left = 1;
    else if (x > image.width - 1) right = 1;
    if (y < 0) above = 1;
    else if (y > image.height - 1) below = 1;
    if (x >= 0 && y >= 0 && x <= image.width - 1 && y <= image.height - 1) inside++;
  }
  const tooNear = left + right === 2 || above + below === 2;
  return judge('edge', inside / (mesh.length / 3), EDGE, tooNear ? 'move-back' : 'move-into-frame');
}

/** Degrees between the face's direction and the camera's; roll is no fault, the alignment takes it out. */
export function turnedBy({ yaw, pitch }: HeadPose): number {
  const radians = Math.PI / 180;
  return Math.acos(Math.cos(yaw * radians) * Math.cos(pitch * radians)) / radians;
}

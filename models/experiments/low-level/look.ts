import { type DegradationId, degradations, degrade } from '../../degrade/degrade.ts';
import type { RgbImage } from '../../image.ts';
import { meanSquaredError, psnr } from '../../metrics/psnr.ts';
import { ssim } from '../../metrics/ssim.ts';
import { type ClassicalId, classicalFor, restoreClassically } from '../../restore/classical.ts';
import { RESTORER_LENGTH, runRestorer } from '../../restore/run-restorer.ts';
import type { Progress } from '../check.ts';
import { chipOf, deadLeaves } from './chips.ts';
import { received, receivedFloats, type SentPicture, sent } from './pixels.ts';

export interface LookInput {
  readonly face: SentPicture;
  readonly degradation: DegradationId;
  readonly strength: number;
  readonly seed: number;
  readonly method: ClassicalId;
  /** Of restorers trained meanwhile: by pixels, by features. */
  readonly trained: Readonly<Partial<Record<'pixels' | 'features', string>>>;
}

export const versions = ['clean', 'degraded', 'classical', 'pixels', 'features'] as const;
export type VersionId = (typeof versions)[number];

/** One version of the face, and how near it is to the clean one. */
export interface Version {
  readonly id: VersionId;
  readonly picture: SentPicture;
  /** Mean squared error in squared grey levels, PSNR in dB (null: nothing differs), SSIM. */
  readonly error: number;
  readonly psnr: number | null;
  readonly ssim: number;
  /** What making it took here. */
  readonly ms: number;
}

export interface Looked {
  readonly versions: readonly Version[];
  readonly method: ClassicalId;
}

/** @throws RangeError where it cannot be drawn */
export function checkDegradation(input: {
  readonly degradation: string;
  readonly strength: number;
  readonly seed: number;
}): void {
  if (!degradations.some((id) => id === input.degradation)) throw new RangeError('low-level: an unknown degradation');
  if (!(input.strength >= 0 && input.strength <= 1)) throw new RangeError('low-level: a strength is from 0 to 1');
  if (!Number.isInteger(input.seed)) throw new RangeError('low-level: a seed is a whole number');
}

/** The face clean, degraded and restored. */
export async function* look(input: LookInput): AsyncGenerator<Progress, Looked> {
  checkDegradation(input);
  const { degradation, strength, seed, method, trained } = input;
  if (!(classicalFor[degradation] as readonly string[]).includes(method))
    throw new RangeError('low-level: the method is for another degradation');
  const clean = received(input.face);
  const { width, height } = clean;
  const shape = { width, height, channels: 3 };
  yield { done: 0, total: 1 };
  const made: Version[] = [];
  const add = (id: VersionId, make: () => RgbImage): RgbImage => {
    const before = performance.now();
    const picture = make();
    const ms = performance.now() - before;
    const error = meanSquaredError(picture.data, clean.data);
    made.push({
      ...{ id, error, ms, picture: sent(picture), ssim: ssim(picture.data, clean.data, shape, 255) },
      psnr: error === 0 ? null : psnr(picture.data, clean.data, 255),
    });
    return picture;
  };
  add('clean', () => clean);
  const degraded = add('degraded', () => degrade(clean, degradation, strength, seed));
  add('classical', () => restoreClassically(degraded, degradation, strength, method));
  for (const id of ['pixels', 'features'] as const) {
    const weights = trained[id];
    if (weights !== undefined) add(id, () => runRestorer(degraded, receivedFloats(weights, RESTORER_LENGTH)));
  }
  return { versions: made, method };
}

export interface AcrossInput {
  readonly degradation: DegradationId;
  readonly seed: number;
  readonly method: ClassicalId;
  /** A restorer's weights, and the strength at which it was trained. */
  readonly weights: string;
  readonly strength: number;
}

/** Mean PSNR, dB, over faces that nobody trained on. */
export interface AcrossPoint {
  readonly strength: number;
  readonly degraded: number;
  readonly classical: number;
  readonly trained: number;
}

/** PSNR before and after the same restorer: on another degradation, or (`leaves`) on pictures without faces. */
export interface ElsewherePoint {
  readonly on: DegradationId | 'leaves';
  readonly degraded: number;
  readonly trained: number;
}

export interface Across extends Progress {
  readonly strengths: readonly AcrossPoint[];
  readonly elsewhere: readonly ElsewherePoint[];
}

const STRENGTHS = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1] as const;
const ASKED = 2;

/** One trained restorer where it was not trained: at other strengths, on other degradations, on other pictures. */
export async function* across(input: AcrossInput): AsyncGenerator<Across, Across> {
  checkDegradation(input);
  const { degradation, seed, method, strength: own } = input;
  const weights = receivedFloats(input.weights, RESTORER_LENGTH);
  const faces = Array.from({ length: ASKED }, (_, i) => chipOf(seed, 'test', i));
  const leaves = Array.from({ length: ASKED }, (_, i) => deadLeaves(seed + i));
  const total = STRENGTHS.length + degradations.length;
  let [strengths, elsewhere]: [readonly AcrossPoint[], readonly ElsewherePoint[]] = [[], []];
  const told = (): Across => ({ done: strengths.length + elsewhere.length, total, strengths, elsewhere });
  const mean = (pictures: readonly RgbImage[], of: (picture: RgbImage, i: number) => RgbImage): number =>
    pictures.reduce((sum, clean, i) => sum + psnr(of(clean, i).data, clean.data, 255), 0) / pictures.length;
  yield told();
  // What is soonest done first: the classical restorer of a strength may take longer than all of these.
  const others = degradations.filter((id) => id !== degradation);
  for (const on of [...others, 'leaves'] as const) {
    const pictures = on === 'leaves' ? leaves : faces;
    const degraded = pictures.map((picture, i) =>
      degrade(picture, on === 'leaves' ? degradation : on, own, 200 * seed + i),
    );
    const point = {
      ...{ on, degraded: mean(pictures, (_, i) => degraded[i]!) },
      trained: mean(pictures, (_, i) => runRestorer(degraded[i]!, weights)),
    };
    elsewhere = [...elsewhere, point];
    yield told();
  }
  for (const strength of STRENGTHS) {
    const degraded = faces.map((face, i) => degrade(face, degradation, strength, 100 * seed + i));
    const point = {
      ...{ strength, degraded: mean(faces, (_, i) => degraded[i]!) },
      classical: mean(faces, (_, i) => restoreClassically(degraded[i]!, degradation, strength, method)),
      trained: mean(faces, (_, i) => runRestorer(degraded[i]!, weights)),
    };
    strengths = [...strengths, point];
    yield told();
  }
  return told();
}

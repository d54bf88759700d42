import { type DegradationId, degrade } from '../../degrade/degrade.ts';
import type { Progress } from '../check.ts';
import { checkDegradation } from '../low-level/look.ts';
import { received, type SentPicture, sent } from '../low-level/pixels.ts';

export interface StripInput {
  readonly face: SentPicture;
  readonly degradation: DegradationId;
  readonly strengths: readonly number[];
  readonly seed: number;
}
export interface Strip {
  readonly degradation: DegradationId;
  readonly pictures: readonly SentPicture[];
}

/** A face at each strength. */
export async function* strip({ face, degradation, strengths, seed }: StripInput): AsyncGenerator<Progress, Strip> {
  for (const strength of strengths) checkDegradation({ degradation, strength, seed });
  const clean = received(face);
  yield { done: 0, total: 1 };
  return { degradation, pictures: strengths.map((strength) => sent(degrade(clean, degradation, strength, seed))) };
}

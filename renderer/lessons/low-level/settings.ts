import { z } from 'zod';
import { degradations } from '../../../models/degrade/degrade.ts';
import { type ClassicalId, classicalFor } from '../../../models/restore/classical.ts';
import { faceSourceSchema } from '../parts/face-source.ts';

/** Side of the part that is enlarged, in pixels of the crop. */
export const PART = 28;
/** Where its corner can lie at most, in a crop of 112. */
export const PART_MOST = 112 - PART;

const place = z.number().int().min(0).max(PART_MOST);

export const settingsSchema = z.object({
  face: faceSourceSchema,
  degradation: z.enum(degradations),
  strength: z.number().min(0).max(1),
  /** The classical one, where there are several for a degradation. */
  method: z.enum(Object.values(classicalFor).flat()),
  /** Upper left corner of the part that is enlarged. */
  part: z.object({ x: place, y: place }),
  /** Of a training. */
  steps: z.number().int().min(20).max(2000),
  seed: z.number().int().min(0).max(0xffffffff),
});
export type Settings = z.infer<typeof settingsSchema>;

/** The classical method in use: the one that is set where it is for this degradation, else the usual one. */
export function methodOf({ degradation, method }: Pick<Settings, 'degradation' | 'method'>): ClassicalId {
  const own: readonly ClassicalId[] = classicalFor[degradation];
  return own.includes(method) ? method : own[0]!;
}

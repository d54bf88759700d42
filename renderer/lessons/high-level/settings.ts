import { z } from 'zod';
import { degradations } from '../../../models/degrade/degrade.ts';
import { faceSourceSchema } from '../parts/face-source.ts';

export const ways = ['baseline', 'finetune', 'enhance', 'joint'] as const;

/** Where networks are asked; 0 is the clean picture. */
export const strengths = [0, 0.1, 0.2, 0.3, 0.45, 0.6] as const;

export const settingsSchema = z.object({
  face: faceSourceSchema,
  /** On which the cures are trained, and which is looked at. */
  degradation: z.enum(degradations),
  /** The largest that they learn from. */
  strength: z.number().min(0.05).max(1),
  /** Whose answers on the other degradations are shown. */
  way: z.enum(ways),
  /** Of each cure. */
  steps: z.number().int().min(20).max(1000),
  people: z.number().int().min(16).max(160),
  seed: z.number().int().min(0).max(0xffffffff),
});
export type Settings = z.infer<typeof settingsSchema>;

import { z } from 'zod';
import { faceSourceSchema } from '../parts/face-source.ts';

export const looks = ['block', 'batch', 'style'] as const;
export const blockNorms = ['batch', 'layer', 'instance', 'group', 'switchable', 'cross', 'self'] as const;
export type BlockNorm = (typeof blockNorms)[number];
export const trainedNorms = [...blockNorms, 'none'] as const;
export type TrainedNorm = (typeof trainedNorms)[number];
export const groupChoices = [1, 2, 4, 8] as const;

export const settingsSchema = z.object({
  look: z.enum(looks),
  norm: z.enum(blockNorms),
  /** Pictures of the block. */
  pictures: z.number().int().min(1).max(6),
  groups: z.union([z.literal(1), z.literal(2), z.literal(4), z.literal(8)]),
  /** Which set of the block is lit, from 1; 0: none. */
  set: z.number().int().min(0).max(48),
  /** From where it is seen: yaw and pitch in radians. */
  turn: z.tuple([z.number(), z.number().min(-1.5).max(1.5)]),
  /** What is trained. */
  norms: z.array(z.enum(trainedNorms)).min(1).max(8),
  head: z.enum(['mean', 'quarters']),
  repeats: z.number().int().min(1).max(5),
  face: faceSourceSchema,
  /** Whose style it takes, and who takes its own. */
  other: faceSourceSchema,
  brightness: z.number().min(-1).max(1),
  contrast: z.number().min(0.1).max(3),
  seed: z.number().int().min(0).max(0xffffffff),
});
export type Settings = z.infer<typeof settingsSchema>;

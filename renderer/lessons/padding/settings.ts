import { z } from 'zod';
import { kernelIds } from '../../../models/padding/kernels.ts';
import { paddingKinds } from '../../../models/padding/pad.ts';
import { faceSourceSchema } from '../parts/face-source.ts';

/** Side of the number grid. */
export const GRID = 6;
export const K_MOST = 9;
export const BY_MOST = 9;

export const settingsSchema = z.object({
  kind: z.enum(paddingKinds),
  /** What `constant` pads with: a grey level. */
  constant: z.number().int().min(0).max(255),
  kernel: z.enum(kernelIds),
  k: z.number().int().min(1).max(K_MOST),
  /** How many are added on each side. */
  by: z.number().int().min(0).max(BY_MOST),
  stride: z.number().int().min(1).max(3),
  dilation: z.number().int().min(1).max(3),
  /** How many outputs of the number grid are worked out; null: all. */
  step: z
    .number()
    .int()
    .min(0)
    .max((GRID + 2 * BY_MOST) ** 2)
    .nullable(),
  face: faceSourceSchema,
  /** Of the number grid, and of the check's faces. */
  seed: z.number().int().min(0).max(0xffffffff),
});
export type Settings = z.infer<typeof settingsSchema>;

import { z } from 'zod';
import { faceSourceSchema } from '../parts/face-source.ts';

export const scales = [2, 4] as const;
/** Of the transposed convolution: twice the scale, which the stride divides, or one more than the scale, which it does not. */
export const kernels = ['other', 'divisible'] as const;
export const shows = ['picture', 'error', 'spectrum'] as const;
export const STEPS = [20, 2000] as const;
export const PEOPLE = 8;
export const RUNS = 25;

export const settingsSchema = z.object({
  scale: z.literal(scales),
  kernel: z.enum(kernels),
  show: z.enum(shows),
  /** Of each network's training. */
  steps: z.number().int().min(STEPS[0]).max(STEPS[1]),
  face: faceSourceSchema,
  seed: z.number().int().min(0).max(0xffffffff),
});
export type Settings = z.infer<typeof settingsSchema>;

export const tapsOf = ({ scale, kernel }: Pick<Settings, 'scale' | 'kernel'>): number =>
  kernel === 'divisible' ? 2 * scale : scale + 1;

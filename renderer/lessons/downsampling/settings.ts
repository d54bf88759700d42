import { z } from 'zod';
import { weightIds } from '../../../models/experiments/downsampling/ways.ts';
import { faceSourceSchema } from '../parts/face-source.ts';

export const looks = ['shift', 'lost', 'cost'] as const;
export const SHIFT_MOST = 8;
export const kernels = [1, 3, 5, 7] as const;
export const TAPS = [2, 7] as const;
export const sides = [28, 56, 112] as const;
export const CHANNELS = [8, 128] as const;
export const RUNS = [5, 100] as const;
export const sources = ['face', 'stripes'] as const;

export const settingsSchema = z.object({
  look: z.enum(looks),
  /** How far the face is shifted, in pixels of the large picture. */
  right: z.number().int().min(0).max(SHIFT_MOST),
  down: z.number().int().min(0).max(SHIFT_MOST),
  /** Of the strided convolution. */
  weights: z.enum(weightIds),
  k: z.literal(kernels),
  /** Of the blur before pixels are left out. */
  taps: z.number().int().min(TAPS[0]).max(TAPS[1]),
  source: z.enum(sources),
  /** Of the stripes, cycles a pixel. */
  frequency: z.number().min(0.01).max(0.5),
  channels: z.number().int().min(CHANNELS[0]).max(CHANNELS[1]),
  side: z.literal(sides),
  runs: z.number().int().min(RUNS[0]).max(RUNS[1]),
  face: faceSourceSchema,
  seed: z.number().int().min(0).max(0xffffffff),
});
export type Settings = z.infer<typeof settingsSchema>;

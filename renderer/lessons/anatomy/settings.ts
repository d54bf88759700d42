import { z } from 'zod';
import { faceSourceSchema } from '../parts/face-source.ts';

export const looks = ['walk', 'narrow', 'pretext'] as const;
export const necks = ['mean', 'quarters', 'places'] as const;
export const WIDTH_MOST = 32;

export const settingsSchema = z.object({
  look: z.enum(looks),
  face: faceSourceSchema,
  /** Which stage of the network is shown, from 1; beyond the last: the last. */
  stage: z.number().int().min(1).max(40),
  /** Of the bottleneck. */
  width: z.number().int().min(1).max(WIDTH_MOST),
  neck: z.enum(necks),
  /** Without activations. */
  linear: z.boolean(),
  repeats: z.number().int().min(1).max(5),
  seed: z.number().int().min(0).max(0xffffffff),
});
export type Settings = z.infer<typeof settingsSchema>;

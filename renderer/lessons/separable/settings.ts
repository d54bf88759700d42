import { z } from 'zod';
import { blockKinds } from '../../../models/layers/convolutions/blocks.ts';

export const looks = ['block', 'time', 'train'] as const;
/** Each divides into each number of groups. */
export const widths = [8, 16, 32, 64, 128, 256] as const;
export const kernels = [1, 3, 5, 7] as const;
export const groupChoices = [2, 4, 8] as const;

const oneOf = <T extends readonly number[]>(values: T) =>
  z.number().refine((value): value is T[number] => values.includes(value));

export const settingsSchema = z.object({
  look: z.enum(looks),
  kind: z.enum(blockKinds),
  /** Channels in and out. */
  width: oneOf(widths),
  kernel: oneOf(kernels),
  groups: oneOf(groupChoices),
  expansion: z.number().int().min(1).max(6),
  /** Which result is lit, counted through all steps of the block, from 1; 0: none. */
  at: z.number().int().min(0).max(200),
  /** Timed runs of each block. */
  runs: z.number().int().min(5).max(200),
  /** What is trained, and how many networks of each. */
  kinds: z.array(z.enum(blockKinds)).min(1).max(blockKinds.length),
  repeats: z.number().int().min(1).max(5),
  epochs: z.number().int().min(2).max(40),
  seed: z.number().int().min(0).max(0xffffffff),
});
export type Settings = z.infer<typeof settingsSchema>;

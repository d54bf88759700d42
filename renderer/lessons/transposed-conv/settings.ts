import { z } from 'zod';
import { blurIds } from '../../../models/experiments/transposed-conv/restore.ts';
import { faceSourceSchema } from '../parts/face-source.ts';

export const looks = ['overlap', 'board', 'back'] as const;
export const [K_MOST, S_MOST, P_MOST] = [8, 4, 4];
/** A tap's weight on the first look. */
export const WEIGHT = [0, 2] as const;
/** Inputs of a line, and along each side of a plane. */
export const INPUTS = { 1: 6, 2: 4 } as const;
export const N = [8, 16] as const;
export const SIGMA_MOST = 30;
/** Powers of ten. */
export const LAMBDA = [-12, 1] as const;
export const MAPS_MOST = 256;

export const settingsSchema = z.object({
  look: z.enum(looks),
  dims: z.union([z.literal(1), z.literal(2)]),
  stride: z.number().int().min(1).max(S_MOST),
  k: z.number().int().min(1).max(K_MOST),
  /** Of the first look's kernel, by place; in a plane both directions have them. The first k count. */
  weights: z.array(z.number().min(WEIGHT[0]).max(WEIGHT[1])).length(K_MOST),
  /** How many inputs have made their stamp; null: all. */
  step: z
    .number()
    .int()
    .min(0)
    .max(INPUTS[2] ** 2)
    .nullable(),
  /** Of the convolution whose shape is to come back. */
  padding: z.number().int().min(0).max(P_MOST),
  outputPadding: z
    .number()
    .int()
    .min(0)
    .max(S_MOST - 1),
  n: z.number().int().min(N[0]).max(N[1]),
  /** Kernels of the untrained layers. */
  maps: z.number().int().min(1).max(MAPS_MOST),
  blur: z.enum(blurIds),
  blurK: z.number().int().min(1).max(9),
  /** Noise's deviation, grey levels. */
  sigma: z.number().min(0).max(SIGMA_MOST),
  /** Its logarithm to base ten. */
  lambda: z.number().min(LAMBDA[0]).max(LAMBDA[1]),
  face: faceSourceSchema,
  seed: z.number().int().min(0).max(0xffffffff),
});
export type Settings = z.infer<typeof settingsSchema>;

/** How many inputs there are to step through. */
export const inputsOf = ({ look, dims }: Pick<Settings, 'look' | 'dims'>): number =>
  look === 'overlap' ? INPUTS[dims] ** dims : 0;

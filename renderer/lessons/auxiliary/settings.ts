import { z } from 'zod';
import { activations } from '../../../models/experiments/auxiliary/network.ts';
import { LIMITS } from '../../../models/experiments/auxiliary.ts';

export const measures = ['accuracy', 'asked', 'learnt'] as const;
export type Measure = (typeof measures)[number];

export const DEPTH = { low: 3, high: 14 } as const;
export const WEIGHT = { low: 0, high: 2 } as const;
export const STEPS = { low: 32, high: 512 } as const;
export const REPEATS = { low: 1, high: 8 } as const;

const [lowSeed, highSeed] = LIMITS.seed;

export const settingsSchema = z
  .object({
    activation: z.enum(activations),
    depth: z.number().int().min(DEPTH.low).max(DEPTH.high),
    /** After which layer the branch is. */
    branch: z.number().int().min(1),
    weight: z.number().min(WEIGHT.low).max(WEIGHT.high),
    /** Of training. */
    steps: z.number().int().min(STEPS.low).max(STEPS.high),
    repeats: z.number().int().min(REPEATS.low).max(REPEATS.high),
    /** How many layers the gradient has come back from the last; null: all the way. */
    back: z.number().int().min(0).max(DEPTH.high).nullable(),
    measure: z.enum(measures),
    seed: z.number().int().min(lowSeed).max(highSeed),
  })
  .refine(({ branch, depth }) => branch < depth);
export type Settings = z.infer<typeof settingsSchema>;

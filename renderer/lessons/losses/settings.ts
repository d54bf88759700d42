import { z } from 'zod';

export const tabs = ['line', 'curves', 'faces'] as const;
export type Tab = (typeof tabs)[number];

export const BETA = { low: 0.05, high: 10 } as const;
export const RESIDUAL_MOST = 4;
export const SHARE_MOST = 40;
export const X = [0, 10] as const;
export const Y = [-4, 16] as const;
/** Steps of gradient descent that are shown. */
export const STEPS = 60;

export const settingsSchema = z.object({
  tab: z.enum(tabs),
  beta: z.number().min(BETA.low).max(BETA.high),
  /** The residual at which the curves are read. */
  r: z.number().min(-RESIDUAL_MOST).max(RESIDUAL_MOST),
  points: z
    .array(z.tuple([z.number().min(X[0]).max(X[1]), z.number().min(Y[0]).max(Y[1])]))
    .min(3)
    .max(20),
  step: z.number().int().min(0).max(STEPS),
  /** Of the landmark labels with left and right exchanged, in percent. */
  share: z.number().int().min(0).max(SHARE_MOST),
  seed: z.number().int().min(0).max(0xffffffff),
});
export type Settings = z.infer<typeof settingsSchema>;

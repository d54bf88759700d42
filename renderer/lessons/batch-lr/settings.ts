import { z } from 'zod';

export const batches = [2, 4, 8, 16, 32, 64] as const;
export const rates = [0.0125, 0.025, 0.05, 0.1, 0.2, 0.4, 0.8] as const;
export const clocks = ['step', 'epoch', 'second'] as const;

const place = (length: number) =>
  z
    .number()
    .int()
    .min(0)
    .max(length - 1);

export const settingsSchema = z.object({
  /** The cell that is looked at, through which both scaling lines go: its place among batches and rates. */
  batch: place(batches.length),
  rate: place(rates.length),
  by: z.enum(clocks),
  epochs: z.number().int().min(2).max(40),
  seed: z.number().int().min(0).max(0xffffffff),
});
export type Settings = z.infer<typeof settingsSchema>;

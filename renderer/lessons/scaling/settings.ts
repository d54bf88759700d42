import { z } from 'zod';
import { ALGORITHMS } from '../../../models/experiments/five-algorithms.ts';

export const tabs = ['descent', 'algorithms'] as const;
export type Tab = (typeof tabs)[number];

export const SCALE = { low: 0.1, high: 30 } as const;
export const RATE = { low: 0.05, high: 1.2 } as const;
export const CORRELATION_MOST = 0.98;
/** One unit of brightness, in grey levels of 255. */
export const UNIT = { low: 0.001, high: 1 } as const;
/** How far from the minimum the pictures reach. */
export const REACH = 10;
export const STEPS = 60;
export const MOUTH = [0.65, 1.3] as const;
export const BRIGHT = [115, 225] as const;

export const settingsSchema = z.object({
  tab: z.enum(tabs),
  /** Which scaling stands beside the columns as they were measured. */
  beside: z.enum(['z-score', 'min-max']),
  /** The second column's unit, and its correlation with the first. */
  scale: z.number().min(SCALE.low).max(SCALE.high),
  correlation: z.number().min(0).max(CORRELATION_MOST),
  /** Of descent, in parts of the best constant rate 2/(λmax + λmin). */
  rate: z.number().min(RATE.low).max(RATE.high),
  start: z.tuple([z.number().min(-REACH).max(REACH), z.number().min(-REACH).max(REACH)]),
  step: z.number().int().min(0).max(STEPS),
  algorithm: z.enum(ALGORITHMS),
  unit: z.number().min(UNIT.low).max(UNIT.high),
  /** Width of the mouth, and brightness in grey levels. */
  probe: z.tuple([z.number().min(MOUTH[0]).max(MOUTH[1]), z.number().min(BRIGHT[0]).max(BRIGHT[1])]),
  seed: z.number().int().min(0).max(0xffffffff),
});
export type Settings = z.infer<typeof settingsSchema>;

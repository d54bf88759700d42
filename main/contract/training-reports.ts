import { z } from 'zod';
import type { Collapse, EmbeddingFigures, StepReport } from '../../models/train/reports.ts';

/** A 95 % interval, bootstrapped by person; null where there are too few people to say. */
const interval = z.tuple([z.number(), z.number()]).readonly().nullable();

/** models/train's EmbeddingFigures. */
export const figuresSchema = z.object({
  pAt1: z.number(),
  rPrecision: z.number(),
  mapAtR: z.number(),
  eer: z.number(),
  fnmrAtFmr: z.array(z.object({ fmr: z.number(), fnmr: z.number().nullable() })).readonly(),
  people: z.number(),
  pictures: z.number(),
  mated: z.number(),
  nonMated: z.number(),
}) satisfies z.ZodType<EmbeddingFigures>;

export const intervalsSchema = z.object({
  pAt1: interval,
  rPrecision: interval,
  mapAtR: interval,
  eer: interval,
  /** In the order of the figures' `fnmrAtFmr`. */
  fnmrAtFmr: z.array(interval).readonly(),
});

/** Figures with how sure they are. `intervals` is null while they have not been computed: that takes a moment. */
export const measuredSchema = z.object({ figures: figuresSchema, intervals: intervalsSchema.nullable() });

export const collapseSchema = z.object({
  code: z.enum(['SAME_POINT', 'FEW_DIRECTIONS', 'NO_SIGNAL', 'NOT_A_NUMBER']),
  /** Likely causes, the likeliest first. */
  causes: z
    .array(z.enum(['HARD_MINING_FROM_THE_START', 'NO_MARGIN', 'RATE_TOO_HIGH', 'NO_PUSH', 'MARGIN_REACHED', 'UNKNOWN']))
    .readonly(),
  message: z.string(),
}) satisfies z.ZodType<Collapse>;

/** One point of the curves: models/train's StepReport, of single steps or the mean of several. */
export const stepPointSchema = z.object({
  step: z.number(),
  epoch: z.number(),
  /** 0 … 1 of the budget. */
  progress: z.number(),
  loss: z.number(),
  active: z.number(),
  norm: z.object({ mean: z.number(), deviation: z.number() }),
  spread: z.number(),
  rate: z.number(),
  ms: z.number(),
  seconds: z.number(),
}) satisfies z.ZodType<Omit<StepReport, 'kind'>>;

export const validationPointSchema = z.object({
  step: z.number(),
  epoch: z.number(),
  figures: figuresSchema,
  collapse: collapseSchema.nullable(),
  best: z.boolean(),
  seconds: z.number(),
});

export type StepPoint = z.infer<typeof stepPointSchema>;
export type ValidationPoint = z.infer<typeof validationPointSchema>;
export type Measured = z.infer<typeof measuredSchema>;
export type Intervals = z.infer<typeof intervalsSchema>;

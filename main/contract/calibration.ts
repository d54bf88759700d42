import { z } from 'zod';
import { defineCall, id, instant, path, progressOfItems } from './call.ts';
import { settingsSchema } from './settings.ts';

const settingsShape = settingsSchema.shape;
const rates = z.array(z.number().nullable());

/** Rates at the thresholds (first + i) / perUnit, with 95 % intervals bootstrapped by person; null where there is none. */
export const scoreCurveSchema = z.object({
  first: z.number(),
  perUnit: z.number(),
  fmr: rates,
  fmrLow: rates,
  fmrHigh: rates,
  fnmr: rates,
  fnmrLow: rates,
  fnmrHigh: rates,
});

const tableSchema = z.array(z.object({ fmr: z.number(), threshold: z.number() }));

/** What was measured on one source by one kind of comparison. */
export const measuredSchema = z.object({
  mated: z.number(),
  nonMated: z.number(),
  /** The smallest FMR that so many comparisons can show (30 errors); null where there is none below 1. */
  finest: z.number().nullable(),
  table: tableSchema,
  curve: scoreCurveSchema,
});

/** `table`: what decides. Of data set and own people where there are both. */
export const calibratedKindSchema = z.object({
  dataSet: measuredSchema.nullable(),
  own: measuredSchema.nullable(),
  table: tableSchema,
});

export const calibrationSchema = z.object({
  id: z.string(),
  at: instant,
  modelId: z.string(),
  modelSha256: z.string(),
  inForce: z.boolean(),
  dataSet: z
    .object({
      name: z.string(),
      path: z.string(),
      /** Used; `imagesFound` is how many there were. */
      images: z.number(),
      imagesFound: z.number(),
      people: z.number(),
      failures: z.number(),
    })
    .nullable(),
  /** `corrections`: comparisons that people judged on the events. */
  own: z.object({ people: z.number(), templates: z.number(), corrections: z.number() }).nullable(),
  /** Each template against every person, as the gallery searches (1:N). */
  identify: calibratedKindSchema,
  /** Each template against every other (1:1). */
  verify: calibratedKindSchema,
});

/**
 * `none`: never calibrated. `other-model`: another model was, or this one before its file changed. `outgrown`: more people are enrolled
 * than it was measured for, or the target is finer than it can show.
 */
export const calibrationStates = ['none', 'calibrated', 'outgrown', 'other-model'] as const;

/** What a threshold rests on beside the model's own table. */
export const calibrationBasisSchema = z.object({
  state: z.enum(calibrationStates),
  /** Null without one in force for the model in use. */
  at: instant.nullable(),
  dataSet: z.object({ name: z.string(), people: z.number() }).nullable(),
  ownPeople: z.number(),
});

export const calibrationCalls = {
  'calibration.state': defineCall(
    z.object({}),
    z.object({
      identify: calibrationBasisSchema,
      verify: calibrationBasisSchema,
      /** For the model in use. */
      inForce: calibrationSchema.nullable(),
      /** Measured for the model in use and not put in force. */
      measured: calibrationSchema.nullable(),
      /** What the people enrolled would give by themselves. */
      own: z.object({ people: z.number(), templates: z.number(), searches: z.number(), pairs: z.number() }),
    }),
  ),
  /** Measures scores of a data set (a folder with one folder a person), of the people enrolled here, or of both. Changes no decision. */
  'calibration.measure': defineCall(
    z.object({ dataSet: path.optional(), own: z.boolean().default(true) }),
    calibrationSchema,
    progressOfItems,
  ),
  /** From now on thresholds follow from this measurement, for these targets where given. */
  'calibration.use': defineCall(
    z.object({ id, targetFpir: settingsShape.targetFpir.optional(), targetFmr: settingsShape.targetFmr.optional() }),
    z.object({}),
  ),
  /** Back to the table that came with the model, or drops what was measured. */
  'calibration.remove': defineCall(z.object({ id }), z.object({})),
};

export type Calibration = z.infer<typeof calibrationSchema>;
export type CalibratedKind = z.infer<typeof calibratedKindSchema>;
export type Measured = z.infer<typeof measuredSchema>;
export type CalibrationState = (typeof calibrationStates)[number];
export type CalibrationBasis = z.infer<typeof calibrationBasisSchema>;

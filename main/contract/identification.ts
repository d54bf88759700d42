import { z } from 'zod';
import { calibrationBasisSchema } from './calibration.ts';
import { bytes, defineCall } from './call.ts';
import { boxSchema, personRefSchema, pointSchema, qualitySchema, stageTimesSchema } from './faces.ts';
import { settingsSchema } from './settings.ts';

const settingsShape = settingsSchema.shape;

/** How the threshold in use came about, shown wherever a decision is shown. */
export const thresholdSchema = z.object({
  value: z.number(),
  calibrated: z.boolean(),
  /** The rate promised, for one stranger against the whole gallery (identify) or one comparison (verify). */
  targetRate: z.number(),
  kind: z.enum(['fpir', 'fmr']),
  /** The 1:1 rate that keeps the promise at this gallery size. */
  fmr: z.number(),
  extrapolated: z.boolean(),
  measuredOn: z.string(),
  /** The calibration behind it, or why there is none. */
  basis: calibrationBasisSchema,
  people: z.number(),
  /** "about 1 stranger in 100 is accepted at 12 people; not calibrated on your site" */
  sentence: z.string(),
});

export const faceDecisionSchema = z.object({
  box: boxSchema,
  landmarks: z.array(pointSchema),
  detection: z.number(),
  quality: qualitySchema,
  /** `rejected`: the face cannot be judged (quality); `unknown`: judged, and nobody is close enough. */
  decision: z.enum(['accepted', 'unknown', 'rejected']),
  person: personRefSchema.nullable(),
  /** Cosine similarity of the nearest person; null while nobody is enrolled. */
  score: z.number().nullable(),
  threshold: z.number(),
  runnerUp: z.object({ name: z.string(), score: z.number() }).nullable(),
  margin: z.number().nullable(),
  why: z.enum([
    'ACCEPTED',
    'BELOW_THRESHOLD',
    'LOW_MARGIN',
    'NEGATIVE_EXEMPLAR',
    'LOW_QUALITY',
    'GALLERY_EMPTY',
    'ALREADY_IN_FRAME',
    /** Recognised, and refused since it was not shown to be alive. */
    'LIVENESS_FAILED',
  ]),
});

export const identifyOutputSchema = z.object({
  width: z.number(),
  height: z.number(),
  faces: z.array(faceDecisionSchema),
  ms: stageTimesSchema.extend({ search: z.number() }),
  threshold: thresholdSchema,
  strangersAccepted: z.string(),
  modelId: z.string(),
});

export const identificationCalls = {
  'identify.image': defineCall(
    z.object({
      image: bytes,
      /** `still`: several scales and tiles for small faces; `frame`: one quick pass. */
      search: z.enum(['still', 'frame']).default('still'),
      record: z.boolean().default(true),
    }),
    identifyOutputSchema,
  ),
  /** The thresholds in use, or those that other targets would give at the present gallery: nothing is changed. */
  'identify.thresholds': defineCall(
    z.object({ targetFpir: settingsShape.targetFpir.optional(), targetFmr: settingsShape.targetFmr.optional() }),
    z.object({ identify: thresholdSchema, verify: thresholdSchema }),
  ),
  'verify.images': defineCall(
    z.object({
      a: bytes,
      b: bytes,
      faceA: z.number().int().min(0).optional(),
      faceB: z.number().int().min(0).optional(),
    }),
    z.object({
      score: z.number(),
      accepted: z.boolean(),
      threshold: thresholdSchema,
      modelId: z.string(),
      qualities: z.array(qualitySchema),
    }),
  ),
};

export type FaceDecision = z.infer<typeof faceDecisionSchema>;
export type IdentifyOutput = z.infer<typeof identifyOutputSchema>;
export type ThresholdInUse = z.infer<typeof thresholdSchema>;

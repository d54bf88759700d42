import { z } from 'zod';
import { modelIdSchema, thresholdRowsSchema } from '../../contract/models.ts';
import { trainedCardSchema } from '../../contract/trained-card.ts';

const point = z.object({ x: z.number(), y: z.number() });

/** A record as it lies on the disk: anybody may have edited it, so it is checked like input. */
export const recordSchema = z.object({
  id: modelIdSchema,
  name: z.string().optional(),
  version: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  kind: z.literal('onnx'),
  weights: z.string().startsWith('imported/'),
  dimension: z.int().min(2).max(16384),
  inputSize: z.int().min(16).max(1024),
  channelOrder: z.enum(['rgb', 'bgr']),
  layout: z.enum(['nchw', 'nhwc']),
  mean: z.number(),
  std: z.number().positive(),
  chip: z.tuple([point, point, point, point, point]),
  mirrorAverage: z.boolean(),
  thresholds: z.object({ measuredOn: z.string(), verify: z.union([z.tuple([]), thresholdRowsSchema]) }),
  licence: z.string(),
  provenance: z.object({ en: z.string(), zh: z.string() }),
  trainingDataStated: z.boolean(),
  imported: z.object({ at: z.string(), selfTest: z.object({ same: z.number(), different: z.number() }) }),
  trained: trainedCardSchema.optional(),
});

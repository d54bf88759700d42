import { z } from 'zod';
import { defineCall, progressOfItems } from './call.ts';

export const modelSummarySchema = z.object({
  id: z.string(),
  version: z.string(),
  dimension: z.number(),
  inputSize: z.number(),
  inUse: z.boolean(),
  sha256: z.string(),
  licence: z.string(),
  provenance: z.object({ en: z.string(), zh: z.string() }),
  /** False where its makers do not say what it was trained on. */
  trainingDataStated: z.boolean(),
  templates: z.number(),
});

export const modelCalls = {
  'models.list': defineCall(z.object({}), z.object({ models: z.array(modelSummarySchema) })),
  /**
   * Switches the model. Stored crops are embedded again with it before the switch, in one transaction: the old model
   * serves until then. People without crops are listed as needing re-enrolment.
   */
  'models.use': defineCall(
    z.object({ id: z.string() }),
    z.object({ modelId: z.string(), reembedded: z.number(), needReenrolment: z.array(z.string()) }),
    progressOfItems,
  ),
};

export type ModelSummary = z.infer<typeof modelSummarySchema>;

import { z } from 'zod';
import { bytes, defineCall, progressOfItems } from './call.ts';
import { trainedCardSchema } from './trained-card.ts';

/** Also the name of a folder: lower case, so that it is one on every file system. */
export const modelIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{1,60}$/, 'an id is 2 to 61 small letters, digits and hyphens');

/** Rows in ascending strictness, as `evaluate thresholds` prints them. Two at least: between rows is interpolated. */
export const thresholdRowsSchema = z
  .array(z.object({ fmr: z.number().gt(0).lt(1), threshold: z.number().min(-1).max(1) }))
  .min(2)
  .max(100)
  .refine(
    (rows) =>
      rows.every((row, i) => i === 0 || (row.fmr < rows[i - 1]!.fmr && row.threshold >= rows[i - 1]!.threshold)),
    'the rows must go from lenient to strict',
  );

export const modelSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  version: z.string(),
  dimension: z.number(),
  inputSize: z.number(),
  inUse: z.boolean(),
  /** Brought by a person, and not with the app. */
  imported: z.boolean(),
  /** Whether thresholds were measured; without them it cannot be chosen. */
  hasThresholds: z.boolean(),
  sha256: z.string(),
  licence: z.string(),
  provenance: z.object({ en: z.string(), zh: z.string() }),
  /** False where its makers do not say what it was trained on. */
  trainingDataStated: z.boolean(),
  templates: z.number(),
  /** Set for a model trained here: what of, and what was measured. */
  trained: trainedCardSchema.nullable(),
  /** The one that served before the one in use: `models.rollback` goes back to it. */
  isPrevious: z.boolean(),
});

/** What taking in a model does, in this order; only a TensorFlow.js one is converted. */
export const importStages = ['convert', 'read', 'try'] as const;

const line = z.string().trim().min(1).max(300);

export const modelCalls = {
  'models.list': defineCall(z.object({}), z.object({ models: z.array(modelSummarySchema) })),
  /**
   * Switches the model. Stored crops are embedded again with it before the switch; the old model serves until then. Templates made
   * before an interruption are kept, unused, and need not be made again. The old model's stay, too: `models.rollback`. People without
   * crops are listed as needing re-enrolment. A model without thresholds is refused; BUSY while another switch goes on.
   */
  'models.use': defineCall(
    z.object({ id: z.string() }),
    z.object({ modelId: z.string(), reembedded: z.number(), needReenrolment: z.array(z.string()) }),
    progressOfItems,
  ),
  /** Back to the model that served before: its templates are still there, those of people enrolled since are made. NOT_FOUND without one. */
  'models.rollback': defineCall(
    z.object({}),
    z.object({ modelId: z.string(), reembedded: z.number(), needReenrolment: z.array(z.string()) }),
    progressOfItems,
  ),
  /** A model's network as files: `onnx` is the file itself. BAD_MODEL for a format that there is no writer for. */
  'models.export': defineCall(
    z.object({ id: z.string(), format: z.enum(['onnx', 'tfjs-layers', 'tfjs-graph']) }),
    z.object({ files: z.array(z.object({ name: z.string(), bytes })) }),
  ),
  /**
   * Takes in an embedding network, an ONNX file or the files of a saved TensorFlow.js model (which becomes an ONNX file),
   * after a trial in an engine process of its own. What is not said is read from the file (`threshold.*` metadata,
   * shapes), else is ArcFace's. The id gets eight digits of a hash of the file and of its
   * preprocessing: other templates never share an id.
   */
  'models.import': defineCall(
    z
      .object({
        onnx: bytes.optional(),
        /** model.json and its weights; names are paths from the folder in which model.json lies. */
        tfjs: z
          .array(z.object({ name: z.string().min(1).max(300), bytes }))
          .min(1)
          .max(1000)
          .optional(),
        id: modelIdSchema.max(40).optional(),
        name: line.optional(),
        size: z.int().min(16).max(1024).optional(),
        layout: z.enum(['nchw', 'nhwc']).optional(),
        channels: z.enum(['rgb', 'bgr']).optional(),
        /** The network sees `(value − mean) / std`, values 0..255. */
        mean: z.number().min(-1000).max(1000).optional(),
        std: z.number().positive().max(100_000).optional(),
        chip: z.enum(['arcface-5pt', 'dlib']).optional(),
        /** Average with the mirrored face's template. */
        mirror: z.boolean().optional(),
        licence: line.optional(),
        provenance: line.optional(),
      })
      .refine(
        ({ onnx, tfjs }) => (onnx === undefined) !== (tfjs === undefined),
        'give an ONNX file (onnx) or a TensorFlow.js model (tfjs)',
      ),
    z.object({
      model: modelSummarySchema,
      /** The input as it will be made, to be compared with what the network's author says. */
      input: z.object({
        size: z.number(),
        layout: z.string(),
        channels: z.string(),
        mean: z.number(),
        std: z.number(),
      }),
      /** Cosines: the same face altered (the worst), different people (the nearest). */
      selfTest: z.object({ same: z.number(), different: z.number() }),
    }),
    z.object({ stage: z.enum(importStages) }),
  ),
  /** Gives an imported model the table that `evaluate thresholds` measured. */
  'models.thresholds': defineCall(
    z.object({ id: z.string(), measuredOn: line, verify: thresholdRowsSchema }),
    z.object({ model: modelSummarySchema }),
  ),
  /** Forgets an imported model and its file; refused while it is in use. Its templates stay until their people are removed. */
  'models.remove': defineCall(z.object({ id: z.string() }), z.object({ id: z.string() })),
};

export type ModelSummary = z.infer<typeof modelSummarySchema>;

import { z } from 'zod';
import { bytes, defineCall, id, instant, progressOfItems, vector } from './call.ts';
import { modelIdSchema, modelSummarySchema } from './models.ts';
import { augmentationSchema, networkSchema, recipeSchema, splitSchema, trainingDataSchema } from './recipe.ts';
import { collapseSchema, measuredSchema, stepPointSchema, validationPointSchema } from './training-reports.ts';

/**
 * `preparing`: pictures are being read or drawn, the network is being compiled. `interrupted`: the program or its training
 * process ended in the middle. `finished`: the budget was used up, or validation got no better. `stopped`: somebody ended it.
 * `failed`: it cannot go on, `reason` says why.
 */
export const runStates = ['preparing', 'running', 'paused', 'interrupted', 'stopped', 'finished', 'failed'] as const;

const partCounts = z.object({ people: z.number(), pictures: z.number() });
export const countsSchema = partCounts.extend({ train: partCounts, validation: partCounts, test: partCounts });

/** A picture that could not be used, and why. */
export const skippedSchema = z.object({ path: z.string(), reason: z.string() });

export const runProgressSchema = z.object({
  /** While `preparing`. */
  stage: z.enum(['pictures', 'baselines', 'features', 'compiling', 'testing']).nullable(),
  done: z.number(),
  total: z.number(),
  step: z.number(),
  epoch: z.number(),
  /** 0 … 1 of the budget. */
  share: z.number(),
  /** Of training alone: pauses, validation and preparation do not count. */
  seconds: z.number(),
  /** Until the budget is used up; null before the speed is known. */
  secondsLeft: z.number().nullable(),
  picturesASecond: z.number().nullable(),
});

export const runSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: instant,
  state: z.enum(runStates),
  /** Why it failed, was interrupted or cannot go on, in words; null otherwise. */
  reason: z.string().nullable(),
  /** What the last validation, or the end, found wrong with the embeddings. */
  collapse: collapseSchema.nullable(),
  recipe: recipeSchema,
  progress: runProgressSchema,
  lastLoss: z.number().nullable(),
  /** The best validation until now. */
  best: z.object({ step: z.number(), pAt1: z.number(), mapAtR: z.number(), eer: z.number() }).nullable(),
  /** On the test people, once the run has ended. */
  test: measuredSchema.nullable(),
  counts: countsSchema.nullable(),
  /** People who were erased since: nothing of them is left in the run, and training cannot go on. */
  erasedPeople: z.number(),
  /** Whether training can go on (from a checkpoint, or from the start where there is none yet). */
  resumable: z.boolean(),
  /** The model records made of it that are still there. */
  keptAs: z.array(z.string()),
});

/** Two pictures by their index in the run, and their comparison score. */
const couple = z.object({ first: z.number(), second: z.number(), score: z.number() });

/** The last validation, for projection and hardest pairs. Row i is picture `indices[i]`, of person `labels[i]`. */
export const projectionSchema = z.object({
  step: z.number(),
  dimension: z.number(),
  /** Rows of length 1, `indices.length × dimension`; UMAP is made of them in the page. */
  embeddings: vector,
  indices: z.array(z.number()),
  labels: z.array(z.number()),
  /** The first three principal components, `indices.length × 3`, centred. */
  pca: vector,
  hardest: z.object({ mated: z.array(couple), nonMated: z.array(couple) }),
});

const runId = z.object({ runId: id });
const runName = z.string().trim().min(1).max(120);
const optional = measuredSchema.nullable();

export const baselinesSchema = z.object({
  untrained: optional,
  pixels: optional,
  pca: optional,
  /** Of a projection: the pretrained embedding without it. */
  pretrained: optional,
  /** The network that comes with the app; null where it cannot be run on these pictures. */
  frFeature: optional,
});

/** Emitted as `training.changed`, at most four times a second. `points` are those since this run's last snapshot; join by `step`. */
export const trainingSnapshotSchema = z.object({
  runId: z.string(),
  state: z.enum([...runStates, 'deleted']),
  reason: z.string().nullable(),
  collapse: collapseSchema.nullable(),
  progress: runProgressSchema,
  points: z.array(stepPointSchema),
  /** The newest validation, when there was one since the last snapshot: ask `training.run` for its projection. */
  validation: validationPointSchema.nullable(),
});

export const trainingCalls = {
  /** What the network will really see: augmented, at its size, with who it shows. */
  'training.preview': defineCall(
    z.object({
      data: trainingDataSchema,
      split: splitSchema,
      augmentation: augmentationSchema,
      network: networkSchema,
      seed: z.int().min(0).max(0x7fffffff),
      /** How many pictures to show. */
      count: z.int().min(1).max(64).default(24),
    }),
    z.object({
      /** `name`: the folder's or the list's word for the person; null for enrolled and invented people. */
      pictures: z.array(z.object({ jpeg: bytes, label: z.number(), name: z.string().nullable() })),
      counts: countsSchema,
      /** Of the pictures looked at. */
      skipped: z.array(skippedSchema),
    }),
    progressOfItems,
  ),
  /** What a network costs, measured here. */
  'training.describe': defineCall(
    z.object({ network: networkSchema }),
    z.object({
      parameters: z.number(),
      /** Of them, those that training changes. */
      trained: z.number(),
      /** Multiplications with additions for one picture. */
      macs: z.number(),
      /** To embed one picture, of a batch of 16. */
      msPerPicture: z.number(),
    }),
  ),
  /** Starts a run and returns at once; it goes on whatever the page does. BUSY while another one runs. */
  'training.start': defineCall(
    z.object({ recipe: recipeSchema, name: runName.optional() }),
    z.object({ runId: z.string() }),
  ),
  /** Writes a checkpoint and waits. Returns when it waits. */
  'training.pause': defineCall(runId, z.object({})),
  /** Goes on from where it was, or from the last checkpoint; a larger budget may be given. BUSY while another one runs. */
  'training.resume': defineCall(runId.extend({ budget: recipeSchema.shape.budget.optional() }), z.object({})),
  /** Ends it with a checkpoint and the test of its best network; it can be resumed or kept. Returns when it has stopped. */
  'training.stop': defineCall(runId, z.object({})),
  /**
   * Reports a run's snapshots as progress until it ends (or is paused), for callers that hear no topics. Cancelled, it stops
   * the run with a checkpoint where `stopWhenCancelled`, else only no longer reports.
   */
  'training.follow': defineCall(
    runId.extend({ stopWhenCancelled: z.boolean().default(false) }),
    z.object({ run: runSummarySchema }),
    trainingSnapshotSchema,
  ),
  /** The newest first. */
  'training.runs': defineCall(z.object({}), z.object({ runs: z.array(runSummarySchema) })),
  'training.run': defineCall(
    runId,
    z.object({
      run: runSummarySchema,
      notes: z.string(),
      skipped: z.array(skippedSchema),
      /** At most some two thousand points of training: of longer runs each is the mean of several steps. */
      curves: z.object({ training: z.array(stepPointSchema), validation: z.array(validationPointSchema) }),
      /** Null before the first validation. */
      projection: projectionSchema.nullable(),
      /** On the test people; null before they were measured. */
      baselines: baselinesSchema.nullable(),
      /** Scores by FMR on validation and test people, as a kept model will have them; empty before the end. */
      thresholds: z.array(z.object({ fmr: z.number(), threshold: z.number() })),
      /** What the result is no better than, so that it is not worth using; null otherwise. */
      noBetterThan: z.enum(['untrained', 'pixels', 'pca', 'pretrained']).nullable(),
    }),
  ),
  /** Pictures of a run by their index, fetched again from where they are kept. `size`: the side in pixels. */
  'training.pictures': defineCall(
    z.object({
      runId: id,
      indices: z.array(z.int().min(0)).min(1).max(200),
      size: z.int().min(16).max(224).default(64),
    }),
    z.object({
      pictures: z.array(
        z.object({
          index: z.number(),
          label: z.number(),
          /** Null where the picture is gone: its person was erased, or the file was. */
          jpeg: bytes.nullable(),
        }),
      ),
    }),
  ),
  'training.rename': defineCall(z.object({ runId: id, name: runName }), z.object({})),
  'training.note': defineCall(z.object({ runId: id, notes: z.string().max(4000) }), z.object({})),
  /** Hides the run at once and erases it at `undoUntil`; `now` erases without the wait. One that goes on is ended first. */
  'training.delete': defineCall(runId.extend({ now: z.boolean().optional() }), z.object({ undoUntil: instant })),
  'training.undoDelete': defineCall(runId, z.object({})),
  /** Makes a model record of a run's best network; `models.use` then serves from it. BAD_INPUT before the first validation. */
  'training.keep': defineCall(
    z.object({ runId: id, id: modelIdSchema.max(40).optional(), name: runName.optional() }),
    z.object({ model: modelSummarySchema }),
  ),
};

export type RunState = (typeof runStates)[number];
export type RunProgress = z.infer<typeof runProgressSchema>;
export type RunSummary = z.infer<typeof runSummarySchema>;
export type TrainingProjection = z.infer<typeof projectionSchema>;
export type TrainingBaselines = z.infer<typeof baselinesSchema>;
export type TrainingSnapshot = z.infer<typeof trainingSnapshotSchema>;
export type TrainingCounts = z.infer<typeof countsSchema>;

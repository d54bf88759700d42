import { z } from 'zod';
import { ACTIVATIONS, BACKBONES, NORMS } from '../../models/embed/networks/choice.ts';
import type { Recipe } from '../../models/train/recipe.ts';
import { path } from './call.ts';

/** A seed: the same one gives the same people, split, batches and first weights. */
const seed = z.int().min(0).max(0x7fffffff);
const leastPictures = z.int().min(2).max(100).optional();
const options = z.record(z.string().max(40), z.number()).optional();
const name = z.string().min(1).max(40);

/** Of very large sets: those with most pictures first, and the first pictures of each. Absent: all. */
const limits = {
  leastPictures,
  mostPeople: z.int().min(3).max(100_000).optional(),
  mostPictures: z.int().min(2).max(1000).optional(),
};

/** Where the pictures come from. Nothing of a person is kept in a run but references to their pictures. */
export const trainingDataSchema = z.discriminatedUnion('source', [
  /** People that a generator invents (models/synth): nobody's biometrics are in them. */
  z.object({
    source: z.literal('synthetic'),
    people: z.int().min(3).max(20_000),
    /** Of each. */
    pictures: z.int().min(2).max(200),
    difficulty: z.enum(['near-frontal', 'everyday', 'benchmark']),
    seed,
  }),
  /** The crops kept with the people enrolled here. */
  z.object({ source: z.literal('people') }),
  /** A folder on this machine with one folder a person. */
  z.object({ source: z.literal('folder'), path, ...limits }),
  /** A table (CSV or tab-separated) with the columns `path` and `identity`. Paths begin at `root`, else at the table's folder. */
  z.object({ source: z.literal('list'), path, root: path.optional(), ...limits }),
]);

export const augmentationSchema = z.object({
  flip: z.boolean(),
  crop: z.number().min(0).max(0.5),
  colour: z.number().min(0).max(1),
  blur: z.number().min(0).max(8),
  cutOut: z.number().min(0).max(0.8),
});

export const networkSchema = z.object({
  backbone: z.enum(BACKBONES),
  dimension: z.int().min(2).max(1024),
  width: z.int().min(0).max(1024),
  norm: z.enum(NORMS),
  activation: z.enum(ACTIVATIONS),
  inputSize: z.int().min(16).max(160),
  fineTune: z.boolean(),
});

const share = z.number().min(0).max(1);
export const splitSchema = z.object({
  shares: z.object({ train: share, validation: share, test: share }),
  seed,
});

/** models/train's Recipe, held to limits; what the names mean, and which belong together, is checked there. */
export const recipeSchema = z.object({
  data: trainingDataSchema,
  split: splitSchema,
  network: networkSchema,
  loss: z.object({ id: name, options, unitLength: z.boolean().optional() }),
  distance: z.enum(['euclidean', 'squared-euclidean', 'cosine', 'dot']).optional(),
  miner: z.object({ id: name, options }).optional(),
  reducer: z.enum(['mean', 'mean-of-non-zero', 'mean-of-anchors', 'sum']).optional(),
  batch: z.object({ people: z.int().min(2).max(512), pictures: z.int().min(2).max(64) }),
  optimiser: z.object({
    id: z.enum(['adam', 'adamax', 'rmsprop', 'adagrad', 'momentum', 'sgd']),
    rate: z.number().gt(0).max(10),
    schedule: z.object({ id: z.enum(['constant', 'cosine']), warmUp: z.int().min(0).max(100_000) }),
    weightDecay: z.number().min(0).max(1),
  }),
  augmentation: augmentationSchema,
  seed,
  budget: z
    .object({
      minutes: z.number().gt(0).max(10_000).optional(),
      epochs: z.int().min(1).max(1_000_000).optional(),
      steps: z.int().min(1).max(10_000_000).optional(),
    })
    .refine(
      (budget) => Object.values(budget).some((limit) => limit !== undefined),
      'minutes, epochs or steps are needed',
    ),
  validation: z.object({ every: z.int().min(1).max(1_000_000), patience: z.int().min(0).max(10_000) }),
}) satisfies z.ZodType<Recipe>;

export type TrainingData = z.infer<typeof trainingDataSchema>;
/** What the contract carries: a Recipe, with where a large set is cut off. */
export type TrainingRecipe = z.infer<typeof recipeSchema>;

import { z } from 'zod';

export const viewIds = ['pull', 'train', 'ways', 'classic', 'uses'] as const;
export type ViewId = (typeof viewIds)[number];

export const lossIds = [
  'triplet',
  'contrastive',
  'supervised-contrastive',
  'nt-xent',
  'multi-similarity',
  'softmax',
  'arcface',
] as const;
export type PulledLoss = (typeof lossIds)[number];

export const minerIds = ['all', 'semi-hard', 'batch-hard'] as const;

/** Points that are pulled: so many of each class, class by class. */
export const CLASSES = 3;
export const PER_CLASS = 4;
/** Steps of descent that one goes through, and snapshots of a training. */
export const STEPS = 40;
export const SNAPSHOTS = 30;
/** As far as a point is dragged. */
export const POINT_MOST = 3;

const coordinate = z.number().min(-50).max(50);

export const settingsSchema = z
  .object({
    view: z.enum(viewIds),
    loss: z.enum(lossIds),
    miner: z.enum(minerIds),
    /** The one number of the loss that matters most: a margin or a temperature (options.ts). */
    option: z.number().min(0).max(2),
    /** Vectors at length 1 before the loss sees them, as the app trains. */
    unitLength: z.boolean(),
    dimension: z.union([z.literal(2), z.literal(3)]),
    /** Of a step of descent. */
    rate: z.number().min(0.01).max(2),
    points: z.array(z.array(coordinate).min(2).max(3)).length(CLASSES * PER_CLASS),
    step: z.number().int().min(0).max(STEPS),
    /** Who is held back from training, from 0. */
    held: z.number().int().min(0).max(7),
    turn: z.tuple([z.number(), z.number().min(-1.5).max(1.5)]),
    seed: z.number().int().min(0).max(0xffffffff),
  })
  .refine(({ points, dimension }) => points.every((point) => point.length === dimension));
export type Settings = z.infer<typeof settingsSchema>;

import { z } from 'zod';
import { type ComparisonChoice, RECOGNISERS, SCENARIOS, WAYS } from '../../models/compare/choice.ts';
import {
  type LivePoint as ComparisonPoint,
  FINDING_CODES,
  PROBE_ROLES,
  type ProbeRecord,
  type ComparisonResults as Results,
} from '../../models/compare/results.ts';
import { bytes, defineCall, id, instant, path } from './call.ts';
import { augmentationSchema, networkSchema } from './recipe.ts';

const seed = z.int().min(0).max(0x7fffffff);

/**
 * The whole state of a comparison with its seeds: models/compare's ComparisonChoice. As JSON it can be copied, put into a
 * link, and run again; presets are in models/compare/presets.ts.
 */
export const comparisonChoiceSchema = z.object({
  version: z.literal(1),
  scenario: z.enum(SCENARIOS),
  data: z.discriminatedUnion('source', [
    z.object({ source: z.literal('synthetic'), difficulty: z.enum(['near-frontal', 'everyday', 'benchmark']), seed }),
    z.object({ source: z.literal('people') }),
    z.object({ source: z.literal('folder'), path }),
  ]),
  people: z.object({
    enrolled: z.int().min(2).max(5000),
    newcomers: z.int().min(0).max(50),
    strangers: z.int().min(0).max(5000),
  }),
  pictures: z.object({ enrol: z.int().min(1).max(50), probe: z.int().min(1).max(50) }),
  backbone: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('frozen') }),
    z.object({ kind: z.literal('trained'), network: networkSchema }),
  ]),
  training: z.object({
    epochs: z.int().min(1).max(10_000),
    batch: z.object({ people: z.int().min(2).max(512), pictures: z.int().min(1).max(64) }),
    rate: z.number().gt(0).max(10),
    augmentation: augmentationSchema,
    metric: z.object({ loss: z.string().max(40), miner: z.string().max(40).optional() }),
  }),
  target: z.number().min(0.1).max(1),
  targetFpir: z.number().min(1e-4).max(0.5),
  sizes: z.array(z.int().min(2).max(5000)).max(20).readonly(),
  seeds: z.array(seed).min(1).max(20).readonly(),
}) satisfies z.ZodType<ComparisonChoice>;

export const comparisonStates = ['preparing', 'running', 'finished', 'cancelled', 'failed'] as const;

/**
 * A figure with its 95 % interval, bootstrapped over seeds and over people; the interval is null where there are too few of
 * them to say. `value` null: not measurable. `indicative`: rests on fewer than 30 errors (Doddington's rule of 30).
 */
export const estimateSchema = z.object({
  value: z.number().nullable(),
  interval: z.tuple([z.number(), z.number()]).readonly().nullable(),
  /** What it rests on: pictures, comparisons or runs. */
  trials: z.number(),
  indicative: z.boolean(),
});

/** How one recogniser does, with the score by which it rejects. Scores: higher is surer, also of energy (its sign is turned). */
export const recogniserSchema = z.object({
  id: z.enum(RECOGNISERS),
  /** Pictures of enrolled people whose best answer is right, whatever its score. */
  closedSetAccuracy: estimateSchema,
  /** How well the score tells pictures of enrolled people from those of strangers: 0.5 not at all, 1 wholly. */
  strangerAuroc: estimateSchema,
  /** FNIR (rank 1) at the smallest threshold with FPIR ≤ `choice.targetFpir`. */
  fnirAtFpir: estimateSchema,
  /** That threshold, and the FPIR that it really has; of the first seed. */
  threshold: z.number().nullable(),
  fpir: estimateSchema,
  /** How scores are spread, in equal bins; of the first seed, as the threshold. `edges` is empty where there are none. */
  scores: z.object({
    edges: z.array(z.number()).readonly(),
    enrolled: z.array(z.number()).readonly(),
    strangers: z.array(z.number()).readonly(),
  }),
  /** Pictures by how they were answered at the thresholds, of all seeds. `refused`: known, and not accepted. */
  answers: z
    .array(z.object({ role: z.enum(PROBE_ROLES), right: z.number(), wrong: z.number(), refused: z.number() }))
    .readonly(),
  /** From lax to strict, of all seeds: at most 200 points. */
  rates: z.array(z.object({ threshold: z.number(), fpir: z.number(), fnir: z.number() })).readonly(),
  /** Mean milliseconds to answer one picture, after its features. */
  answerMs: z.number(),
});

/** Accuracy while a way takes in a newcomer (or lets somebody go). At 0 seconds: before its first step. */
export const wayPointSchema = z.object({ seconds: z.number(), newcomer: z.number().nullable(), old: z.number() });

export const waySchema = z.object({
  id: z.enum(WAYS),
  /**
   * Milliseconds from the newcomer's aligned pictures until newcomer and old people are both recognised at the target. Of runs
   * that did not get there within the budget, the whole budget: then the value is a lower bound, and `reached` below 1. Compiling the step is not counted: another implementation would not need it.
   */
  enrolMs: estimateSchema,
  /** Of the runs, the share that reached the target. */
  reached: z.number(),
  /** Mean milliseconds. Of `enrolMs`, a newcomer's pictures to features, where they are needed; beside it, tracing and compiling. */
  embedMs: z.number(),
  compileMs: z.number(),
  /** What was timed: optimiser steps; a change of the head's weights; an insert into the gallery alone; or the store with it. */
  timed: z.enum(['training', 'head', 'gallery', 'store']),
  /** At its end. Of `leaves`, `newcomer` is null. */
  newcomer: estimateSchema,
  old: estimateSchema,
  /** The old people's accuracy before. */
  oldBefore: estimateSchema,
  /** Of `leaves`: pictures of those who left that are still answered with a name at the threshold. Else null. */
  leftStillNamed: estimateSchema.nullable(),
  /** One curve for each seed and newcomer. */
  curves: z
    .array(z.object({ seed: z.number(), newcomer: z.number().nullable(), points: z.array(wayPointSchema).readonly() }))
    .readonly(),
});

/** Of `one-by-one`: at `people` people, the newcomer being the last of them. */
export const sizePointSchema = z.object({
  seed: z.number(),
  people: z.number(),
  /** Milliseconds as in `enrolMs`; null where it was not run at this number. */
  scratchMs: z.number().nullable(),
  scratchReached: z.boolean().nullable(),
  warmMs: z.number().nullable(),
  warmReached: z.boolean().nullable(),
  insertMs: z.number(),
  insertTimed: z.enum(['gallery', 'store']),
  /** Closed-set accuracy of all people enrolled so far. */
  softmaxAccuracy: z.number().nullable(),
  metricAccuracy: z.number().nullable(),
});

/** What follows, in words that the page has texts for; models/compare/results.ts says which values each code comes with. */
export const findingSchema = z.object({
  code: z.enum(FINDING_CODES),
  way: z.enum(WAYS).optional(),
  recogniser: z.enum(RECOGNISERS).optional(),
  values: z.record(z.string(), z.number()),
});

export const comparisonProgressSchema = z.object({
  /** What is going on, for which seed (its place from 0). `drawing` fetches and embeds pictures. */
  stage: z.enum(['drawing', 'softmax', 'metric', 'way', 'sizes', 'figures', 'done']),
  way: z.enum(WAYS).nullable(),
  seedIndex: z.number(),
  /** Within the stage. */
  done: z.number(),
  total: z.number(),
  /** 0 … 1 of the whole, by the work planned. */
  share: z.number(),
  seconds: z.number(),
});

/** A point of a curve as it arises: of the training of a base recogniser (`way` null) or of a way. */
export const livePointSchema = wayPointSchema.extend({
  seed: z.number(),
  recogniser: z.enum(['softmax', 'metric']),
  way: z.enum(WAYS).nullable(),
  newcomerIndex: z.number().nullable(),
  /** Steps trained. */
  step: z.number(),
}) satisfies z.ZodType<ComparisonPoint>;

export const comparisonSummarySchema = z.object({
  id: z.string(),
  createdAt: instant,
  state: z.enum(comparisonStates),
  /** Why it failed, in words. */
  reason: z.string().nullable(),
  choice: comparisonChoiceSchema,
  progress: comparisonProgressSchema,
});

/** Figures until now: after each seed they are made anew of all seeds done, so that they may be shown while it goes on. */
export const comparisonResultsSchema = z.object({
  /** Seeds that the figures are of. */
  seeds: z.array(z.number()).readonly(),
  /** Really dealt, of the last seed. */
  people: z.object({ enrolled: z.number(), newcomers: z.number(), strangers: z.number() }),
  /** The network whose features were used, of a frozen backbone. */
  modelId: z.string().nullable(),
  /** Seconds of training the base recognisers, means: the same steps. */
  training: z.object({
    steps: z.number(),
    softmaxSeconds: z.number().nullable(),
    metricSeconds: z.number().nullable(),
    /** Numbers that training changes. */
    softmaxParameters: z.number(),
    metricParameters: z.number(),
  }),
  recognisers: z.array(recogniserSchema).readonly(),
  ways: z.array(waySchema).readonly(),
  sizes: z.array(sizePointSchema).readonly(),
  /** Mean scratch : insert in milliseconds to the target, with its interval; null where not both were run. */
  enrolRatio: estimateSchema.nullable(),
  findings: z.array(findingSchema).readonly(),
}) satisfies z.ZodType<Results>;

/** Emitted as `compare.changed`, at most four times a second. `points`: those since the last snapshot. */
export const comparisonSnapshotSchema = z.object({
  comparisonId: z.string(),
  state: z.enum([...comparisonStates, 'deleted']),
  reason: z.string().nullable(),
  progress: comparisonProgressSchema,
  points: z.array(livePointSchema),
  /** True when figures were made since the last snapshot: ask `compare.get`. */
  results: z.boolean(),
});

/** What one recogniser said to one picture, once everybody was enrolled. */
export const answerSchema = z.object({
  recogniser: z.enum(RECOGNISERS),
  /** The best answer's person, whatever its score: a number as in `label`. */
  person: z.number(),
  score: z.number(),
  /** `score` is at least the threshold of this seed. */
  accepted: z.boolean(),
  /** Accepted as who it is; of a stranger, not accepted. */
  right: z.boolean(),
});

/** A picture that was to be recognised: who it shows, and for whom it was taken. Pictures by `compare.pictures`. */
export const probeSchema = z.object({
  picture: z.number(),
  label: z.number(),
  role: z.enum(PROBE_ROLES),
  answers: z.array(answerSchema).readonly(),
}) satisfies z.ZodType<ProbeRecord>;

/** Who a label is. `name`: of enrolled people and folders; null for invented ones and people erased since. */
export const comparedPersonSchema = z.object({
  label: z.number(),
  name: z.string().nullable(),
  role: z.enum(PROBE_ROLES),
  /** A picture they are enrolled by; null for strangers. */
  portrait: z.number().nullable(),
});

const comparisonId = z.object({ comparisonId: id });

/**
 * Comparisons are kept while the program runs, the newest twenty: they hold references to pictures and no biometric data of
 * anybody is written. What lasts is the choice, which runs again.
 */
export const compareCalls = {
  /** Starts one and returns at once; it goes on whatever the page does. BUSY while another one runs. */
  'compare.start': defineCall(z.object({ choice: comparisonChoiceSchema }), comparisonId),
  /** Reports snapshots as progress until it ends, for callers that hear no topics. Cancelled, it cancels the comparison where `cancelToo`. */
  'compare.follow': defineCall(
    comparisonId.extend({ cancelToo: z.boolean().default(false) }),
    z.object({ comparison: comparisonSummarySchema }),
    comparisonSnapshotSchema,
  ),
  /** The newest first. */
  'compare.list': defineCall(z.object({}), z.object({ comparisons: z.array(comparisonSummarySchema) })),
  'compare.get': defineCall(
    comparisonId,
    z.object({
      comparison: comparisonSummarySchema,
      /** Null before the first seed is done. */
      results: comparisonResultsSchema.nullable(),
      /** Points of all curves until now. */
      points: z.array(livePointSchema),
    }),
  ),
  /** Pictures and for whom they were taken, of one seed that is done; mistakes of any recogniser first. */
  'compare.probes': defineCall(
    comparisonId.extend({
      seed,
      role: z.enum(PROBE_ROLES).optional(),
      /** Only those that this recogniser got wrong. */
      wrongBy: z.enum(RECOGNISERS).optional(),
      from: z.int().min(0).default(0),
      count: z.int().min(1).max(200).default(48),
    }),
    z.object({ probes: z.array(probeSchema), total: z.number(), people: z.array(comparedPersonSchema) }),
  ),
  /** Pictures by their number, fetched again from where they are kept, as the recognisers saw them. `size`: the side in pixels. */
  'compare.pictures': defineCall(
    comparisonId.extend({
      pictures: z.array(z.int().min(0)).min(1).max(200),
      size: z.int().min(16).max(224).default(96),
      /** As in `bad-light` probes. */
      darkened: z.boolean().default(false),
    }),
    z.object({ pictures: z.array(z.object({ picture: z.number(), jpeg: bytes.nullable() })) }),
  ),
  /** Ends it; figures of seeds that are done stay. Returns when it has ended. */
  'compare.cancel': defineCall(comparisonId, z.object({})),
  'compare.delete': defineCall(comparisonId, z.object({})),
};

export type { ComparisonChoice };
export type ComparisonState = (typeof comparisonStates)[number];
export type ComparisonSummary = z.infer<typeof comparisonSummarySchema>;
export type ComparisonProgress = z.infer<typeof comparisonProgressSchema>;
export type ComparisonResults = z.infer<typeof comparisonResultsSchema>;
export type ComparisonSnapshot = z.infer<typeof comparisonSnapshotSchema>;
export type RecogniserFigures = z.infer<typeof recogniserSchema>;
export type WayFigures = z.infer<typeof waySchema>;
export type SizePoint = z.infer<typeof sizePointSchema>;
export type LivePoint = z.infer<typeof livePointSchema>;
export type Estimate = z.infer<typeof estimateSchema>;
export type Finding = z.infer<typeof findingSchema>;
export type { FindingCode } from '../../models/compare/results.ts';
export type Probe = z.infer<typeof probeSchema>;
export type { ProbeRole } from '../../models/compare/results.ts';
export type ComparedPerson = z.infer<typeof comparedPersonSchema>;

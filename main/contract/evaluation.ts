import { z } from 'zod';
import { bytes, defineCall, id, instant, path } from './call.ts';
import { evaluationReportSchema, figureAtSchema, figureSchema, reportedIntervalSchema } from './evaluation-report.ts';

const seed = z.int().min(0).max(0x7fffffff);

/** Pictures with whose they are. */
export const labelledPicturesSchema = z.discriminatedUnion('source', [
  /** A folder on this machine with one folder a person. */
  z.object({ source: z.literal('folder'), path }),
  /** A table (CSV or tab-separated) with the columns `path` and `identity`. Paths begin at `root`, else at the table's folder. */
  z.object({ source: z.literal('list'), path, root: path.optional() }),
]);

/** What is compared with what. */
export const protocolSchema = z.discriminatedUnion('protocol', [
  /**
   * 1:1 on listed pairs: LFW's own pairs.txt, or a table with the columns same, path1, path2 and, if known, view2_fold,
   * officially_wrong_label. Where folders name people, FMR rests on all pairs of different people. Paths begin at `root`, else at the
   * list's folder.
   */
  z.object({ protocol: z.literal('verification'), pairs: path, root: path.optional() }),
  /** 1:1, every picture with every other. */
  z.object({ protocol: z.literal('all-pairs'), data: labelledPicturesSchema }),
  /**
   * 1:N, open set. A table with the columns role (enrol, known_probe, unknown_probe), identity, path; or people of a data set dealt
   * into enrolled and strangers by the seed.
   */
  z.object({
    protocol: z.literal('identification'),
    data: z.discriminatedUnion('source', [
      z.object({ source: z.literal('protocol'), path, root: path.optional() }),
      z.object({
        source: z.literal('deal'),
        pictures: labelledPicturesSchema,
        /** Of each enrolled person, so many pictures are enrolled; those with fewer than one more are strangers. */
        enrolPictures: z.int().min(1).max(100).default(3),
        /** Share of the people who could be enrolled that stay strangers. */
        strangers: z.number().min(0).max(0.95).default(0.5),
        seed,
      }),
    ]),
  }),
  /**
   * The people enrolled here: each of their pictures in turn is looked up in the gallery without it. Strangers are pictures of a data set
   * (who must not be enrolled here), or else each enrolled person in turn, looked up in the gallery without them.
   */
  z.object({ protocol: z.literal('gallery'), strangers: labelledPicturesSchema.optional() }),
]);

export const evaluationConfigSchema = z.object({
  protocol: protocolSchema,
  /** Absent: the one in use. The own gallery is evaluated with the one in use. */
  modelId: z.string().optional(),
  replicates: z.int().min(100).max(10_000).default(1000),
  seed: seed.default(1),
});

/**
 * `running`: `progress` says where. `cancelled`: somebody stopped it. `interrupted`: the program ended in the middle, or its process
 * did. `failed`: `reason` says why. All three go on with `resume`, from the pictures embedded until then.
 */
export const evaluationStates = ['running', 'cancelled', 'interrupted', 'finished', 'failed'] as const;

/** In this order. `read`: list, folders and files' hashes; `embed`: pictures become templates; the rest is computed. */
export const evaluationStages = ['read', 'embed', 'compare', 'search', 'intervals'] as const;

export const evaluationProgressSchema = z.object({
  stage: z.enum(evaluationStages),
  done: z.number(),
  total: z.number(),
  /** Of the pictures done, how many an earlier evaluation had embedded already. */
  fromCache: z.number(),
  /** Of this stage, by its speed until now; null before that is known. */
  secondsLeft: z.number().nullable(),
});

export const evaluationRunSchema = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: instant,
  state: z.enum(evaluationStates),
  /** Why it failed or was interrupted, in words; null otherwise. */
  reason: z.string().nullable(),
  config: evaluationConfigSchema,
  model: z.object({ id: z.string(), name: z.string(), sha256: z.string() }),
  /** Null unless it runs. */
  progress: evaluationProgressSchema.nullable(),
  /** Of a finished one, for lists. Runs with the same `list` can be compared. */
  result: z
    .object({
      list: z.string(),
      images: z.number(),
      people: z.number().nullable(),
      failuresToAcquire: z.number(),
      eer: figureSchema.nullable(),
      fnmrAtFmr: z.array(figureAtSchema),
      fnirAtFpir: z.array(figureAtSchema),
    })
    .nullable(),
});

/** Emitted as `evaluation.changed`, at most four times a second while it runs; `deleted` where it was deleted. */
export const evaluationSnapshotSchema = z.object({
  runId: z.string(),
  state: z.enum([...evaluationStates, 'deleted']),
  reason: z.string().nullable(),
  progress: evaluationProgressSchema.nullable(),
});

/** How two runs differ in one figure. `difference` is second − first; its interval, and p, come from people drawn alike for both. */
const pairedFigureSchema = z.object({
  name: z.enum(['eer', 'fnmrAtFmr', 'fnirAtFpir']),
  /** Null for the EER. */
  target: z.number().nullable(),
  first: z.number(),
  second: z.number(),
  difference: z.number(),
  interval: reportedIntervalSchema,
  /** Two-sided: how often the bootstrapped difference lies on the other side of zero, twice. Null where there is no interval. */
  p: z.number().nullable(),
});

/** Decisions on the same trials, each run at its own threshold for the target (McNemar's exact test). */
const mcNemarSchema = z.object({
  /** What was decided: each mated comparison at the threshold for the target FMR, or each known probe at that for the FPIR. */
  kind: z.enum(['mated', 'known']),
  target: z.number(),
  trials: z.number(),
  bothRight: z.number(),
  onlyFirst: z.number(),
  onlySecond: z.number(),
  bothWrong: z.number(),
  /** Exact and two-sided. It takes trials as independent, which those of one person are not: the interval above is the one to go by. */
  p: z.number(),
});

const runId = z.object({ runId: id });
const runName = z.string().trim().min(1).max(120);

export const reportFormats = ['html', 'json', 'pdf'] as const;
export const reportLanguages = ['en', 'zh'] as const;

export const evaluationCalls = {
  /** What a protocol holds, before anything is embedded. BAD_INPUT says what is wrong with a list or a folder. */
  'evaluation.inspect': defineCall(
    z.object({ protocol: protocolSchema }),
    z.object({
      images: z.number(),
      people: z.number().nullable(),
      mated: z.number(),
      nonMated: z.number(),
      /** Of a 1:N protocol; 0 otherwise. */
      enrolled: z.number(),
      knownProbes: z.number(),
      unknownProbes: z.number(),
      /** In words: FMRs and FPIRs that so many trials cannot show. */
      notes: z.array(z.string()),
    }),
  ),
  /** Starts an evaluation and returns at once; it goes on whatever the page does. BUSY while another one runs. */
  'evaluation.start': defineCall(
    z.object({ config: evaluationConfigSchema, name: runName.optional() }),
    z.object({ runId: z.string() }),
  ),
  /** Reports a run's snapshots as progress until it ends, for callers that hear no topics. */
  'evaluation.follow': defineCall(runId, z.object({ run: evaluationRunSchema }), evaluationSnapshotSchema),
  /** Stops it; what was embedded is kept for `resume`. Returns when it has stopped. */
  'evaluation.cancel': defineCall(runId, z.object({})),
  'evaluation.resume': defineCall(runId, z.object({})),
  /** The newest first. `pdf`: whether this shell can make PDF files; else the page prints the HTML report with the browser's dialog. */
  'evaluation.list': defineCall(z.object({}), z.object({ runs: z.array(evaluationRunSchema), pdf: z.boolean() })),
  /** `report` is null until it has finished. */
  'evaluation.read': defineCall(
    runId,
    z.object({ run: evaluationRunSchema, report: evaluationReportSchema.nullable() }),
  ),
  /** The two pictures of pairs of a report, by their place in `worstMated` or `closestNonMated`. `size`: the longer side in pixels. */
  'evaluation.pictures': defineCall(
    z.object({
      runId: id,
      of: z.enum(['worstMated', 'closestNonMated']),
      pairs: z.array(z.int().min(0)).min(1).max(20),
      size: z.int().min(32).max(512).default(160),
    }),
    z.object({
      /** Null where a picture is gone, or was changed since. */
      pictures: z.array(z.object({ pair: z.number(), first: bytes.nullable(), second: bytes.nullable() })),
    }),
  ),
  /**
   * The threshold that a target rate asks for, or what a threshold gives, from all scores of a finished run. A rate is null where the
   * run has no such trials; `threshold` is null where the data cannot show the target (n < 30/rate), and `note` says so.
   */
  'evaluation.operatingPoint': defineCall(
    z.object({
      runId: id,
      at: z.union([
        z.object({ fmr: z.number().gt(0).lt(1) }),
        z.object({ fpir: z.number().gt(0).lt(1) }),
        z.object({ threshold: z.number() }),
      ]),
    }),
    z.object({
      threshold: z.number().nullable(),
      /** Of the threshold, where it was chosen by a rate: what other people of the same kind would have given. */
      thresholdInterval: reportedIntervalSchema,
      fmr: figureSchema.nullable(),
      fnmr: figureSchema.nullable(),
      fpir: figureSchema.nullable(),
      fnir: figureSchema.nullable(),
      note: z.string().nullable(),
    }),
  ),
  /** Two finished runs of the same trials (two models, or two versions). BAD_INPUT where their trials differ, with what differs. */
  'evaluation.compare': defineCall(
    z.object({ first: id, second: id }),
    z.object({ figures: z.array(pairedFigureSchema), decisions: z.array(mcNemarSchema), notes: z.array(z.string()) }),
  ),
  /**
   * The report as one file that needs nothing else: HTML with its charts and pictures, or the figures as JSON. `compareWith` puts a
   * second run of the same trials on the plots, with the paired test. `pdf` only where `evaluation.list` says so.
   */
  'evaluation.report': defineCall(
    z.object({
      runId: id,
      format: z.enum(reportFormats),
      language: z.enum(reportLanguages).default('en'),
      /** Without them nobody can be recognised in the file. */
      pictures: z.boolean().default(true),
      compareWith: id.optional(),
    }),
    z.object({ fileName: z.string(), mediaType: z.string(), bytes }),
  ),
  'evaluation.rename': defineCall(runId.extend({ name: runName }), z.object({})),
  /** Hides the run at once and erases it, with the templates it kept, at `undoUntil`; `now` erases without the wait. */
  'evaluation.delete': defineCall(runId.extend({ now: z.boolean().optional() }), z.object({ undoUntil: instant })),
  'evaluation.undoDelete': defineCall(runId, z.object({})),
};

export type LabelledPictures = z.infer<typeof labelledPicturesSchema>;
export type EvaluationProtocol = z.infer<typeof protocolSchema>;
export type EvaluationConfig = z.infer<typeof evaluationConfigSchema>;
export type EvaluationState = (typeof evaluationStates)[number];
export type EvaluationStage = (typeof evaluationStages)[number];
export type EvaluationProgress = z.infer<typeof evaluationProgressSchema>;
export type EvaluationRun = z.infer<typeof evaluationRunSchema>;
export type EvaluationSnapshot = z.infer<typeof evaluationSnapshotSchema>;
export type PairedFigure = z.infer<typeof pairedFigureSchema>;
export type PairedDecisions = z.infer<typeof mcNemarSchema>;
export type ReportFormat = (typeof reportFormats)[number];
export type ReportLanguage = (typeof reportLanguages)[number];

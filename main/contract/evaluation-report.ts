import { z } from 'zod';

/** A 95 % interval bootstrapped by person, or [0, 3/n] where no error was seen; null where there is none. */
export const reportedIntervalSchema = z.tuple([z.number(), z.number()]).readonly().nullable();

/**
 * A rate and what it rests on. `value` is null where the data cannot show it, and `note` says why. `threshold` is null where the
 * figure has none, or an infinite one.
 */
export const figureSchema = z.object({
  value: z.number().nullable(),
  interval: reportedIntervalSchema,
  errors: z.number(),
  trials: z.number(),
  threshold: z.number().nullable(),
  /** Rests on fewer than 30 errors: to be read with its interval. */
  indicative: z.boolean(),
  note: z.string().nullable(),
});

/** A figure at the rate that the other error is held to: FNMR at an FMR, FNIR at an FPIR. */
export const figureAtSchema = figureSchema.extend({ target: z.number() });

/**
 * A trade-off, by ascending threshold and thinned to what a log–log plot can show. `rate` falls (FMR or FPIR), `miss` rises (FNMR or
 * FNIR); a threshold of null is +∞.
 */
export const tradeOffSchema = z.object({
  threshold: z.array(z.number().nullable()),
  rate: z.array(z.number()),
  miss: z.array(z.number()),
  /** The interval of `miss` where `rate` is held to `rate[i]`, by falling rate; only where the data allow it. */
  band: z.object({ rate: z.array(z.number()), low: z.array(z.number()), high: z.array(z.number()) }),
});

/** Comparisons per bin; bin i is [from + i·width, from + (i + 1)·width). */
export const histogramSchema = z.object({
  from: z.number(),
  width: z.number(),
  mated: z.array(z.number()),
  nonMated: z.array(z.number()),
  /** Mated comparisons without a score (−∞): a face was not found. They are in no bin. */
  matedWithoutScore: z.number(),
});

/** A picture of a report. `path` as in the list or from the folder on; null for enrolled people, who have a `personId`. */
export const reportPictureSchema = z.object({
  path: z.string().nullable(),
  personId: z.string().nullable(),
  /** Whose it is: the folder's or the list's word, or a person's present name; null where not known, or erased since. */
  name: z.string().nullable(),
});

export const reportPairSchema = z.object({
  first: reportPictureSchema,
  second: reportPictureSchema,
  /** Null where one of them could not be acquired. */
  score: z.number().nullable(),
});

export const verificationPartSchema = z.object({
  /** Trials that the rates rest on. */
  mated: z.number(),
  nonMated: z.number(),
  /** Whether all pairs of different people were compared, or only those listed. */
  allPairs: z.boolean(),
  /** As LFW prescribes it: the threshold chosen on nine folds, tested on the tenth. Only for lists of pairs. */
  accuracy: figureSchema
    .extend({
      standardError: z.number().nullable(),
      folds: z.array(z.object({ fold: z.number(), accuracy: z.number(), threshold: z.number() })),
    })
    .nullable(),
  /** A summary only: `threshold` is where the rates meet. */
  eer: figureSchema,
  fnmrAtFmr: z.array(figureAtSchema),
  /** Every rate that is measurable, in ascending strictness: what a threshold is chosen from. */
  thresholdTable: z.array(z.object({ fmr: z.number(), threshold: z.number() })),
  /** Null without mated or non-mated comparisons. */
  det: tradeOffSchema.nullable(),
  histogram: histogramSchema,
});

const fusionSchema = z.object({
  fusion: z.enum(['best', 'mean']),
  rank1: figureSchema,
  rank5: z.number().nullable(),
  fnirAtFpir: z.array(figureAtSchema),
});

export const searchTimesSchema = z.object({
  p50: z.number().nullable(),
  p95: z.number().nullable(),
  p99: z.number().nullable(),
});

export const identificationPartSchema = z.object({
  /** Of the gallery that was searched; for the own gallery the whole of it. */
  people: z.number(),
  templates: z.number(),
  /** Where the probes and the strangers come from, for the own gallery: each template in turn, against the others. */
  leaveOneOut: z.boolean(),
  knownProbes: z.number(),
  unknownProbes: z.number(),
  failuresToEnrol: z.array(z.string()),
  /** How a person's several templates answer as one: by the best of them, or by their quality-weighted mean. The better one counts. */
  fusion: z.enum(['best', 'mean']),
  byFusion: z.array(fusionSchema),
  rank1: figureSchema,
  rank5: z.number().nullable(),
  fnirAtFpir: z.array(figureAtSchema),
  /** FPIR against FNIR; null without known or without unknown probes. */
  curve: tradeOffSchema.nullable(),
  /** How it goes on as people are enrolled: random galleries of so many of the people. */
  bySize: z.array(z.object({ people: z.number(), fnirAtFpir: z.array(figureAtSchema) })),
  /** Mates' scores, and the best score of each stranger. */
  histogram: histogramSchema,
  /** Milliseconds of one search, in the app's index where one was built. */
  searchMs: searchTimesSchema,
  /** The app's index (HNSW) against the exact scan, on the same probes; null where it cannot be built here. */
  exactVersusIndex: z
    .object({
      searches: z.number(),
      samePerson: z.number().nullable(),
      largestScoreDifference: z.number().nullable(),
      indexRank1: z.number().nullable(),
      indexFnirAtFpir: z.array(z.object({ target: z.number(), value: z.number().nullable() })),
      exactMs: searchTimesSchema,
      indexMs: searchTimesSchema,
    })
    .nullable(),
});

/** What was measured, after ISO/IEC 19795-1. Everything that the page, the printed report and the JSON file say comes from it. */
export const evaluationReportSchema = z.object({
  format: z.literal('threshold-evaluation'),
  version: z.literal(1),
  /** When the figures were computed. */
  at: z.string(),
  app: z.string(),
  protocol: z.enum(['verification', 'all-pairs', 'identification', 'gallery']),
  model: z.object({
    id: z.string(),
    name: z.string(),
    version: z.string(),
    sha256: z.string(),
    dimension: z.number(),
    trainingDataStated: z.boolean(),
  }),
  /** What was measured on. `list`: SHA-256 of the trials (who, which pictures, which of them mated), the same for the same protocol. */
  data: z.object({
    list: z.string(),
    images: z.number(),
    people: z.number().nullable(),
    /** Images of one person: the fewest, the middle, the most. */
    imagesPerPerson: z.object({ least: z.number(), median: z.number(), most: z.number() }).nullable(),
    skippedPairs: z.number(),
  }),
  failuresToAcquire: z.number(),
  failures: z.array(z.object({ path: z.string(), reason: z.string() })),
  verification: verificationPartSchema.nullable(),
  identification: identificationPartSchema.nullable(),
  /** Milliseconds on this machine. A transaction is one picture, from its bytes to the decision; only what was not in the cache is timed. */
  times: z.object({
    machine: z.string(),
    timedImages: z.number(),
    imagesPerSecond: z.number().nullable(),
    msPerImage: z.object({
      decode: z.number().nullable(),
      detect: z.number().nullable(),
      landmarks: z.number().nullable(),
      embed: z.number().nullable(),
      total: z.number().nullable(),
    }),
    transaction: z.object({ p50: z.number().nullable(), p95: z.number().nullable() }),
  }),
  /** To be looked at: `evaluation.pictures` gives them. Ascending and descending by score. */
  worstMated: z.array(reportPairSchema),
  closestNonMated: z.array(reportPairSchema),
  bootstrap: z.object({ replicates: z.number(), seed: z.number(), level: z.number() }),
  notes: z.array(z.string()),
});

export type ReportedFigure = z.infer<typeof figureSchema>;
export type ReportedFigureAt = z.infer<typeof figureAtSchema>;
export type TradeOff = z.infer<typeof tradeOffSchema>;
export type ScoreHistogram = z.infer<typeof histogramSchema>;
export type ReportPicture = z.infer<typeof reportPictureSchema>;
export type ReportPair = z.infer<typeof reportPairSchema>;
export type VerificationPart = z.infer<typeof verificationPartSchema>;
export type IdentificationPart = z.infer<typeof identificationPartSchema>;
export type EvaluationReport = z.infer<typeof evaluationReportSchema>;

/** How well embeddings of people never trained on hold together: leave-one-out among the part's pictures, cosine. */
export interface EmbeddingFigures {
  readonly pAt1: number;
  readonly rPrecision: number;
  readonly mapAtR: number;
  readonly eer: number;
  /** At each FMR; null where it is not measurable (fewer non-mated comparisons than 30/FMR). */
  readonly fnmrAtFmr: readonly { readonly fmr: number; readonly fnmr: number | null }[];
  readonly people: number;
  readonly pictures: number;
  readonly mated: number;
  readonly nonMated: number;
}

/** Two pictures, as indexes into the source, and their comparison score. */
export interface ScoredPair {
  readonly first: number;
  readonly second: number;
  readonly score: number;
}

/**
 * Why embeddings no longer tell people apart.
 * - `SAME_POINT`: every picture is at nearly the same place;
 * - `FEW_DIRECTIONS`: they differ along a line or so, of all the dimensions there are;
 * - `NO_SIGNAL`: nothing in the batches teaches any more although people are not apart (no active pairs);
 * - `NOT_A_NUMBER`: the loss overflowed.
 */
export type CollapseCode = 'SAME_POINT' | 'FEW_DIRECTIONS' | 'NO_SIGNAL' | 'NOT_A_NUMBER';

/** What in the recipe is the likely cause. */
export type CollapseCause =
  | 'HARD_MINING_FROM_THE_START'
  | 'NO_MARGIN'
  | 'RATE_TOO_HIGH'
  | 'NO_PUSH'
  | 'MARGIN_REACHED'
  | 'UNKNOWN';

export interface Collapse {
  readonly code: CollapseCode;
  /** Likely causes, the likeliest first. */
  readonly causes: readonly CollapseCause[];
  /** What was seen and what to do, in English: for a log; a page has words of its own by the codes. */
  readonly message: string;
}

/** Before training: how far the slow part of getting ready is (pictures embedded by the pretrained network). */
export interface PreparingReport {
  readonly kind: 'preparing';
  readonly what: 'baselines' | 'features' | 'compiling';
  readonly done: number;
  readonly total: number;
}

/** Figures on the test part without training; once, before the first step. */
export interface BaselinesReport {
  readonly kind: 'baselines';
  readonly untrained: EmbeddingFigures;
  readonly pixels: EmbeddingFigures;
  readonly pca: EmbeddingFigures;
  /** With `pretrained-projection`: the plain pretrained embedding, which a projection should not fall below. */
  readonly pretrained: EmbeddingFigures | null;
}

export interface StepReport {
  readonly kind: 'step';
  /** Steps done, 1 after the first. */
  readonly step: number;
  readonly epoch: number;
  /** 0 … 1 of the budget. */
  readonly progress: number;
  readonly loss: number;
  /** Share of pairs, triplets or anchors that still teach, 0 … 1; of several kinds the mean. */
  readonly active: number;
  /** Lengths of the embeddings before they are brought to length 1. */
  readonly norm: Readonly<{ mean: number; deviation: number }>;
  /** 1 − |mean of the unit embeddings|²: 0 with all at one point, near 1 spread over the sphere. */
  readonly spread: number;
  readonly rate: number;
  /** Milliseconds of the step, with waiting for its pictures. */
  readonly ms: number;
  /** Of training, without pauses, over all resumptions. */
  readonly seconds: number;
}

export interface ValidationReport {
  readonly kind: 'validation';
  readonly step: number;
  readonly epoch: number;
  readonly figures: EmbeddingFigures;
  /** [pictures.length, dimension], rows of length 1. */
  readonly embeddings: Float32Array;
  readonly dimension: number;
  /** Indexes into the source, one a row. */
  readonly pictures: Int32Array;
  /** Who each row shows. */
  readonly people: Int32Array;
  /** The least alike of the mated, the most alike of the non-mated pairs: worst first. */
  readonly hardest: Readonly<{ mated: readonly ScoredPair[]; nonMated: readonly ScoredPair[] }>;
  readonly collapse: Collapse | null;
  /** The best MAP@R until now; its weights are kept. */
  readonly best: boolean;
  readonly seconds: number;
}

export type EndReason = 'budget' | 'patience' | 'not-a-number';

/** The last one: figures of the best weights on the test part. */
export interface DoneReport {
  readonly kind: 'done';
  readonly reason: EndReason;
  readonly steps: number;
  readonly epochs: number;
  readonly seconds: number;
  /** The loss of the last step. */
  readonly loss: number;
  readonly bestStep: number;
  readonly validation: EmbeddingFigures;
  readonly test: EmbeddingFigures;
  readonly collapse: Collapse | null;
  /** People of each part. */
  readonly people: Readonly<{ train: number; validation: number; test: number }>;
}

export type Report = PreparingReport | BaselinesReport | StepReport | ValidationReport | DoneReport;

import type { AnswerCounts } from './answer-counts.ts';
import type { ComparisonChoice, RecogniserId, WayId } from './choice.ts';
import type { ScoreHistogram } from './score-histogram.ts';

/** A figure with its 95 % interval over seeds and people; null where there are too few of them. `value` null: not measurable. */
export interface Estimate {
  readonly value: number | null;
  readonly interval: readonly [number, number] | null;
  /** What it rests on: pictures, comparisons or runs. */
  readonly trials: number;
  /** Fewer than 30 errors were seen (Doddington's rule of 30). */
  readonly indicative: boolean;
}

export interface RecogniserFigures {
  readonly id: RecogniserId;
  readonly closedSetAccuracy: Estimate;
  readonly strangerAuroc: Estimate;
  readonly fnirAtFpir: Estimate;
  readonly threshold: number | null;
  readonly fpir: Estimate;
  /** Of the first seed, as the threshold. */
  readonly scores: ScoreHistogram;
  /** At the thresholds, of all seeds. */
  readonly answers: readonly AnswerCounts[];
  readonly rates: readonly { readonly threshold: number; readonly fpir: number; readonly fnir: number }[];
  readonly answerMs: number;
}

export interface WayPoint {
  readonly seconds: number;
  readonly newcomer: number | null;
  readonly old: number;
}

export type TimedBy = 'training' | 'head' | 'gallery' | 'store';

export interface WayFigures {
  readonly id: WayId;
  readonly enrolMs: Estimate;
  readonly reached: number;
  readonly embedMs: number;
  readonly compileMs: number;
  readonly timed: TimedBy;
  readonly newcomer: Estimate;
  readonly old: Estimate;
  readonly oldBefore: Estimate;
  readonly leftStillNamed: Estimate | null;
  readonly curves: readonly {
    readonly seed: number;
    readonly newcomer: number | null;
    readonly points: readonly WayPoint[];
  }[];
}

export interface SizePoint {
  readonly seed: number;
  readonly people: number;
  readonly scratchMs: number | null;
  readonly scratchReached: boolean | null;
  readonly warmMs: number | null;
  readonly warmReached: boolean | null;
  readonly insertMs: number;
  readonly insertTimed: 'gallery' | 'store';
  readonly softmaxAccuracy: number | null;
  readonly metricAccuracy: number | null;
}

/** What follows, as codes; texts in people's languages are the page's. Said of each: the numbers in `values`. */
export const FINDING_CODES = [
  /** `ratio` scratch : insert, `scratchMs`, `warmMs`, `insertMs`. */
  'INSERT_IS_FASTER',
  /** `way` is quick enough as well: `ms`, `newcomer`, `old` accuracy reach the target. */
  'WAY_IS_ENOUGH',
  /** `way` did not reach the target in all runs: `reached`, `newcomer`, `old`. */
  'WAY_NOT_REACHED',
  /** `way` cost the old people accuracy: `before`, `after`. */
  'OLD_PEOPLE_FORGOTTEN',
  /** The softmax-trained backbone without its head enrols by insertion, too: `ms`, `newcomer`. */
  'HEADLESS_ENROLS_BY_INSERTION',
  /** Metric against `features`, newcomers and old people together: `metric`, `features` accuracy, `low`, `high` of the difference. */
  'METRIC_LOSS_BETTER',
  'METRIC_LOSS_NO_BETTER',
  'METRIC_LOSS_WORSE',
  /** With a frozen backbone both are the same space. */
  'SAME_SPACE',
  /** AUROC: `metric`, `softmax` (the better of its two), `low`, `high` of the difference. */
  'METRIC_REJECTS_BETTER',
  'SOFTMAX_REJECTS_BETTER',
  'NO_DIFFERENCE_IN_REJECTION',
  /** Without rejection, softmax names every stranger: `strangers`, `pictures`. */
  'SOFTMAX_NAMES_EVERY_STRANGER',
  /** By `way`: `share` of the pictures of those who left that still get a name. */
  'LEFT_STILL_NAMED',
  /** One by one: `from`, `to` people, and for both ways the milliseconds at the first and the last: `scratchFrom`, `scratchTo`, `insertFrom`, `insertTo`. */
  'GROWS_WITH_PEOPLE',
  /** Rejection rests on few pictures of strangers: `pictures`, `needed`. */
  'FEW_STRANGERS',
  /** There were fewer people than asked for: `asked`, `found`. */
  'FEWER_PEOPLE',
] as const;
export type FindingCode = (typeof FINDING_CODES)[number];

export interface Finding {
  readonly code: FindingCode;
  readonly way?: WayId | undefined;
  readonly recogniser?: RecogniserId | undefined;
  readonly values: Readonly<Record<string, number>>;
}

export interface ComparisonResults {
  readonly seeds: readonly number[];
  readonly people: Readonly<{ enrolled: number; newcomers: number; strangers: number }>;
  readonly modelId: string | null;
  readonly training: Readonly<{
    steps: number;
    softmaxSeconds: number | null;
    metricSeconds: number | null;
    softmaxParameters: number;
    metricParameters: number;
  }>;
  readonly recognisers: readonly RecogniserFigures[];
  readonly ways: readonly WayFigures[];
  readonly sizes: readonly SizePoint[];
  readonly enrolRatio: Estimate | null;
  readonly findings: readonly Finding[];
}

export const PROBE_ROLES = ['enrolled', 'newcomer', 'stranger', 'left'] as const;
export type ProbeRole = (typeof PROBE_ROLES)[number];

/** What one recogniser said to one picture. */
export interface ProbeAnswer {
  readonly recogniser: RecogniserId;
  /** The label of the best answer's person, whatever its score. */
  readonly person: number;
  readonly score: number;
  readonly accepted: boolean;
  /** Accepted as who it is; of whoever is not enrolled: not accepted. */
  readonly right: boolean;
}

export interface ProbeRecord {
  readonly picture: number;
  readonly label: number;
  readonly role: ProbeRole;
  readonly answers: readonly ProbeAnswer[];
}

/** Pictures of one person that were answered rightly. */
export interface Tally {
  readonly label: number;
  readonly right: number;
  readonly trials: number;
}

/** One way, run for one newcomer (or for one who leaves). */
export interface WayRun {
  readonly id: WayId;
  readonly newcomer: number;
  /** Milliseconds to the target, or of the whole budget where it was not reached. */
  readonly ms: number;
  readonly reached: boolean;
  readonly embedMs: number;
  readonly compileMs: number;
  readonly timed: TimedBy;
  /** Null of one who leaves. */
  readonly newcomerTally: Tally | null;
  readonly old: readonly Tally[];
  readonly oldBefore: readonly Tally[];
  /** Pictures of the one who left that still get a name: `right` counts them. */
  readonly left: Tally | null;
  readonly points: readonly WayPoint[];
}

/** All that one seed gave; figures are made of these alone. */
export interface SeedRecord {
  readonly seed: number;
  readonly people: ComparisonResults['people'];
  readonly training: ComparisonResults['training'];
  readonly thresholds: Readonly<Partial<Record<RecogniserId, number | null>>>;
  readonly answerMs: Readonly<Partial<Record<RecogniserId, number>>>;
  readonly probes: readonly ProbeRecord[];
  /** A picture that each person is enrolled by. */
  readonly portraits: readonly { readonly label: number; readonly picture: number }[];
  readonly ways: readonly WayRun[];
  readonly sizes: readonly SizePoint[];
}

/** A point of a curve as it arises; `way` null: of the training of a base recogniser. */
export interface LivePoint extends WayPoint {
  readonly seed: number;
  readonly recogniser: 'softmax' | 'metric';
  readonly way: WayId | null;
  readonly newcomerIndex: number | null;
  readonly step: number;
}

export type Stage = 'drawing' | 'softmax' | 'metric' | 'way' | 'sizes' | 'figures' | 'done';

/** Where a comparison is. */
export interface StageReport {
  readonly stage: Stage;
  readonly way: WayId | null;
  readonly seedIndex: number;
  readonly done: number;
  readonly total: number;
}

export type ComparisonReport =
  | ({ readonly kind: 'stage' } & StageReport)
  | { readonly kind: 'point'; readonly point: LivePoint }
  /** A seed is done; figures of all seeds until now. */
  | { readonly kind: 'seed'; readonly record: SeedRecord; readonly results: ComparisonResults };

export type { ComparisonChoice };

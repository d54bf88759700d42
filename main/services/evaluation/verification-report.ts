import type { ThresholdRow } from '../../../models/metrics/thresholds.ts';
import type { ReportPair } from '../../contract/evaluation-report.ts';
import type { ImageFailure, ImageTimes } from './embed-images.ts';
import type { EvaluatedModel } from './face-source.ts';
import type { Evaluated } from './pipeline.ts';
import type { Trials } from './trials.ts';
import type { Figure, VerificationFigures } from './verification-figures.ts';

export const FMR_TARGETS = ['0.01', '0.001', '0.0001'] as const;
export type FmrTarget = (typeof FMR_TARGETS)[number];

/** [low, high] of the 95 % interval bootstrapped by person, or [0, 3/n] where no error was seen; null where there is none. */
export type ReportedInterval = readonly [low: number, high: number] | null;

export interface ScoredPair {
  readonly path1: string;
  readonly path2: string;
  /** Null where one of the images could not be acquired. */
  readonly score: number | null;
}

/** A figure that is not measurable is null, and `notes` says why. */
export interface VerificationReport {
  readonly protocol: 'verification';
  readonly model: EvaluatedModel;
  readonly images: number;
  readonly failuresToAcquire: number;
  /** Null where the list does not tell who is who beyond its own pairs. */
  readonly people: number | null;
  readonly pairs: number;
  readonly matedPairs: number;
  readonly nonMatedPairs: number;
  /** Officially wrong ones. */
  readonly skippedPairs: number;
  /** What FMR and EER rest on: all identity-disjoint comparisons of the images, else the listed non-mated pairs. */
  readonly nonMatedComparisons: number;
  readonly accuracy: { readonly mean: number | null; readonly standardError: number | null };
  readonly folds: readonly { readonly fold: number; readonly accuracy: number; readonly threshold: number }[];
  readonly eer: number | null;
  readonly fnmrAtFmr: Readonly<Record<FmrTarget, number | null>>;
  /** The smallest threshold that promises at most the FMR. */
  readonly thresholds: Readonly<Record<FmrTarget, number | null>>;
  readonly thresholdTable: readonly ThresholdRow[];
  readonly intervals: {
    readonly accuracy: ReportedInterval;
    readonly eer: ReportedInterval;
    readonly fnmrAtFmr: Readonly<Record<FmrTarget, ReportedInterval>>;
  };
  /** True where a figure rests on fewer than 30 errors. */
  readonly indicative: {
    readonly accuracy: boolean;
    readonly eer: boolean;
    readonly fnmrAtFmr: Readonly<Record<FmrTarget, boolean>>;
  };
  readonly imagesPerSecond: number | null;
  readonly msPerImage: ImageTimes;
  readonly failures: readonly ImageFailure[];
  readonly worstMated: readonly ScoredPair[];
  readonly closestNonMated: readonly ScoredPair[];
  readonly notes: readonly string[];
}

/** What `evaluate verification --json` prints: the same figures as the full report, by their names of old. */
export function verificationReport(
  trials: Extract<Trials, { protocol: 'verification' }>,
  model: EvaluatedModel,
  { report, images, job, computed }: Pick<Evaluated, 'report' | 'images' | 'job' | 'computed'>,
): VerificationReport {
  const { pairs, skipped } = trials;
  const input = job.verification!;
  const { figures, nonMated, thresholdTable } = computed.verification!;
  const matedPairs = pairs.filter((pair) => pair.mated).length;
  const byFmr = <T>(pick: (figure: Figure) => T): Record<FmrTarget, T> => {
    const [a, b, c] = figures.fnmrAtFmr;
    return { '0.01': pick(a!), '0.001': pick(b!), '0.0001': pick(c!) };
  };
  return {
    protocol: 'verification',
    model,
    images: images.paths.length,
    failuresToAcquire: images.failures.length,
    people: input.cross ? input.people : null,
    pairs: pairs.length,
    matedPairs,
    nonMatedPairs: pairs.length - matedPairs,
    skippedPairs: skipped,
    nonMatedComparisons: nonMated,
    accuracy: { mean: figures.folds?.mean ?? null, standardError: figures.folds?.standardError ?? null },
    folds: (figures.folds?.folds ?? []).map(({ fold, accuracy, threshold }) => ({ fold, accuracy, threshold })),
    eer: figures.eer.measurement.value,
    fnmrAtFmr: byFmr((figure) => figure.measurement.value),
    thresholds: byFmr((figure) => figure.measurement.threshold),
    thresholdTable,
    intervals: {
      accuracy: intervalOf(figures.accuracy),
      eer: intervalOf(figures.eer),
      fnmrAtFmr: byFmr(intervalOf),
    },
    indicative: {
      accuracy: figures.accuracy.measurement.indicative,
      eer: figures.eer.measurement.indicative,
      fnmrAtFmr: byFmr((figure) => figure.measurement.indicative),
    },
    imagesPerSecond: images.imagesPerSecond,
    msPerImage: images.msPerImage,
    failures: images.failures,
    worstMated: report.worstMated.map(scoredPair),
    closestNonMated: report.closestNonMated.map(scoredPair),
    notes: [...report.notes, ...notesOf(figures)],
  };
}

const scoredPair = ({ first, second, score }: ReportPair): ScoredPair => ({
  path1: first.path!,
  path2: second.path!,
  score,
});

const intervalOf = ({ interval }: Figure): ReportedInterval =>
  interval === null ? null : [interval.low, interval.high];

function notesOf(figures: VerificationFigures): string[] {
  const named: readonly (readonly [string, Figure])[] = [
    ['accuracy', figures.accuracy],
    ['eer', figures.eer],
    ...figures.fnmrAtFmr.map((figure, i) => [`fnmrAtFmr ${FMR_TARGETS[i]}`, figure] as const),
  ];
  return named.flatMap(([name, { measurement }]) =>
    measurement.note === null ? [] : [`${name}: ${measurement.note}`],
  );
}

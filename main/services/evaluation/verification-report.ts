import type { VerificationPair } from '../../../data/datasets/verification-pairs.ts';
import { type ThresholdRow, thresholdTable } from '../../../models/metrics/thresholds.ts';
import type { EmbeddedImages, ImageFailure, ImageTimes } from './embed-images.ts';
import type { EvaluatedModel } from './face-source.ts';
import type { VerificationComparisons, VerificationInput } from './verification-comparisons.ts';
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

/** What `evaluate verification --json` prints. A figure that is not measurable is null, and `notes` says why. */
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

const EXAMPLES = 10;

/** All that a report is made of. `pairs` are those compared, in the order of `input`. */
export interface ReportParts {
  readonly model: EvaluatedModel;
  readonly images: EmbeddedImages;
  readonly pairs: readonly VerificationPair[];
  readonly skippedPairs: number;
  readonly input: VerificationInput;
  readonly comparisons: VerificationComparisons;
  readonly figures: VerificationFigures;
}

export function verificationReport(parts: ReportParts): VerificationReport {
  const { model, images, pairs, skippedPairs, input, comparisons, figures } = parts;
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
    skippedPairs,
    nonMatedComparisons: comparisons.nonMated.length,
    accuracy: { mean: figures.folds?.mean ?? null, standardError: figures.folds?.standardError ?? null },
    folds: (figures.folds?.folds ?? []).map(({ fold, accuracy, threshold }) => ({ fold, accuracy, threshold })),
    eer: figures.eer.measurement.value,
    fnmrAtFmr: byFmr((figure) => figure.measurement.value),
    thresholds: byFmr((figure) => figure.measurement.threshold),
    thresholdTable: thresholdTable(comparisons.nonMated),
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
    ...examples(images.paths, pairs, comparisons),
    notes: notesOf(input, figures),
  };
}

const intervalOf = ({ interval }: Figure): ReportedInterval =>
  interval === null ? null : [interval.low, interval.high];

/** The pairs to look at first: mated ones with the lowest scores, non-mated ones with the highest. */
function examples(
  paths: readonly string[],
  pairs: readonly VerificationPair[],
  { pairScores, closest }: VerificationComparisons,
): Pick<VerificationReport, 'worstMated' | 'closestNonMated'> {
  const worst = Array.from(pairs.keys())
    .filter((k) => pairs[k]!.mated)
    .sort((a, b) => pairScores[a]! - pairScores[b]! || a - b)
    .slice(0, EXAMPLES);
  const finite = (score: number): number | null => (Number.isFinite(score) ? score : null);
  return {
    worstMated: worst.map((k) => ({
      path1: pairs[k]!.path1,
      path2: pairs[k]!.path2,
      score: finite(pairScores[k]!),
    })),
    closestNonMated: Array.from(closest.scores.subarray(0, EXAMPLES), (score, k) => ({
      path1: paths[closest.first[k]!]!,
      path2: paths[closest.second[k]!]!,
      score: finite(score),
    })),
  };
}

function notesOf(input: VerificationInput, figures: VerificationFigures): string[] {
  const notes: string[] = [];
  if (!input.cross) notes.push('folders do not tell who is who: FMR and EER rest on the listed non-mated pairs alone');
  if (input.fold === null)
    notes.push('the list names no folds: accuracy over ten dealt folds, which are not disjoint by identity');
  const named: readonly (readonly [string, Figure])[] = [
    ['accuracy', figures.accuracy],
    ['eer', figures.eer],
    ...figures.fnmrAtFmr.map((figure, i) => [`fnmrAtFmr ${FMR_TARGETS[i]}`, figure] as const),
  ];
  for (const [name, { measurement }] of named)
    if (measurement.note !== null) notes.push(`${name}: ${measurement.note}`);
  return notes;
}

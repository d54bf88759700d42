import type { VerificationPair } from '../../../data/datasets/verification-pairs.ts';
import { type ThresholdRow, thresholdTable } from '../../../models/metrics/thresholds.ts';
import { fail, type Outcome, ok } from '../../contract/errors.ts';
import { type EmbeddedImages, embedImages, type ImageFailure, type ImageTimes } from './embed-images.ts';
import type { EvaluatedModel, EvaluationOptions, FaceSource } from './face-source.ts';
import { identitiesOf } from './identities.ts';
import {
  compareForVerification,
  type VerificationComparisons,
  type VerificationInput,
} from './verification-comparisons.ts';
import { type VerificationFigures, verificationFigures } from './verification-figures.ts';

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

/** The report, and the scores for plots (DET, histograms). */
export interface VerificationEvaluation {
  readonly report: VerificationReport;
  readonly comparisons: VerificationComparisons;
}

const EXAMPLES = 10;

/**
 * Verification after LFW and ISO/IEC 19795-1. Pairs marked officially wrong are skipped; a pair with an image that could
 * not be acquired is never accepted, which counts against FNMR and accuracy. BAD_INPUT without a pair, CANCELLED by the signal.
 */
export async function evaluateVerification(
  source: FaceSource,
  root: string,
  list: readonly VerificationPair[],
  options: EvaluationOptions = {},
): Promise<Outcome<VerificationEvaluation>> {
  const pairs = list.filter((pair) => !pair.officiallyWrong);
  if (pairs.length === 0) return fail('BAD_INPUT', 'The list has no pair to evaluate: name at least one.');
  const { signal, onProgress } = options;
  try {
    const paths = pairs.flatMap((pair) => [pair.path1, pair.path2]);
    const images = await embedImages(source, root, paths, options);
    const input = inputOf(source.model, images, pairs);
    const onShare = (share: number): boolean => {
      onProgress?.({ stage: 'compare', done: Math.round(share * 100), total: 100 });
      return signal?.aborted !== true;
    };
    const comparisons = compareForVerification(input, onShare);
    if (comparisons === null) return cancelled();
    onProgress?.({ stage: 'intervals', done: 0, total: 1 });
    const figures = verificationFigures(input, comparisons, options);
    onProgress?.({ stage: 'intervals', done: 1, total: 1 });
    const skipped = list.length - pairs.length;
    return ok({ report: reportOf(source.model, images, pairs, skipped, input, comparisons, figures), comparisons });
  } catch (error) {
    if (signal?.aborted === true) return cancelled();
    throw error;
  }
}

const cancelled = (): Outcome<never> => fail('CANCELLED', 'The evaluation was cancelled.');

function inputOf(model: EvaluatedModel, images: EmbeddedImages, pairs: readonly VerificationPair[]): VerificationInput {
  const number = new Map(images.paths.map((path, i) => [path, i]));
  const { identity, people, byFolder } = identitiesOf(images.paths, pairs);
  const folded = pairs.every((pair) => pair.fold !== null);
  return {
    templates: images.samples.map((sample) => sample.template),
    dimension: model.dimension,
    identity,
    people,
    cross: byFolder,
    first: Int32Array.from(pairs, (pair) => number.get(pair.path1)!),
    second: Int32Array.from(pairs, (pair) => number.get(pair.path2)!),
    mated: Uint8Array.from(pairs, (pair) => (pair.mated ? 1 : 0)),
    fold: folded ? Int32Array.from(pairs, (pair) => pair.fold!) : null,
    targets: FMR_TARGETS.map(Number),
  };
}

function reportOf(
  model: EvaluatedModel,
  images: EmbeddedImages,
  pairs: readonly VerificationPair[],
  skippedPairs: number,
  input: VerificationInput,
  comparisons: VerificationComparisons,
  figures: VerificationFigures,
): VerificationReport {
  const matedPairs = pairs.filter((pair) => pair.mated).length;
  const byFmr = <T>(pick: (figure: VerificationFigures['eer']) => T): Record<FmrTarget, T> => {
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

const intervalOf = ({ interval }: VerificationFigures['eer']): ReportedInterval =>
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
  const named: readonly (readonly [string, VerificationFigures['eer']])[] = [
    ['accuracy', figures.accuracy],
    ['eer', figures.eer],
    ...figures.fnmrAtFmr.map((figure, i) => [`fnmrAtFmr ${FMR_TARGETS[i]}`, figure] as const),
  ];
  for (const [name, { measurement }] of named)
    if (measurement.note !== null) notes.push(`${name}: ${measurement.note}`);
  return notes;
}

import type { VerificationPair } from '../../../data/datasets/verification-pairs.ts';
import { fail, type Outcome, ok } from '../../contract/errors.ts';
import { type EmbeddedImages, embedImages } from './embed-images.ts';
import type { EvaluatedModel, EvaluationOptions, FaceSource } from './face-source.ts';
import { identitiesOf } from './identities.ts';
import {
  compareForVerification,
  type VerificationComparisons,
  type VerificationInput,
} from './verification-comparisons.ts';
import { verificationFigures } from './verification-figures.ts';
import { FMR_TARGETS, type VerificationReport, verificationReport } from './verification-report.ts';

/** The report, and the scores for plots (DET, histograms). */
export interface VerificationEvaluation {
  readonly report: VerificationReport;
  readonly comparisons: VerificationComparisons;
}

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
    const comparisons = await compareForVerification(input, onShare);
    if (comparisons === null) return cancelled();
    onProgress?.({ stage: 'intervals', done: 0, total: 1 });
    const figures = verificationFigures(input, comparisons, options);
    onProgress?.({ stage: 'intervals', done: 1, total: 1 });
    const skippedPairs = list.length - pairs.length;
    const report = verificationReport({
      model: source.model,
      images,
      pairs,
      skippedPairs,
      input,
      comparisons,
      figures,
    });
    return ok({ report, comparisons });
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

import { crossComparisons } from '../../../models/metrics/cross-comparisons.ts';
import { sortedScores } from '../../../models/metrics/scores.ts';
import { type ThresholdRow, thresholdTable } from '../../../models/metrics/thresholds.ts';
import { fail, type Outcome, ok } from '../../contract/errors.ts';
import { embedImages } from './embed-images.ts';
import type { EvaluatedModel, EvaluationOptions, FaceSource } from './face-source.ts';

/** What a model record's threshold table is made of. */
export interface ThresholdReport {
  readonly protocol: 'thresholds';
  readonly model: EvaluatedModel;
  readonly images: number;
  readonly people: number;
  readonly failuresToAcquire: number;
  readonly nonMatedComparisons: number;
  readonly thresholdTable: readonly ThresholdRow[];
}

/** The table of FMR against threshold from all identity-disjoint comparisons of a data set. */
export async function evaluateThresholds(
  source: FaceSource,
  root: string,
  images: readonly { readonly path: string; readonly identity: string }[],
  options: EvaluationOptions = {},
): Promise<Outcome<ThresholdReport>> {
  const { dimension } = source.model;
  const embedded = await embedImages(
    source,
    root,
    images.map(({ path }) => path),
    options,
  );
  const identityOf = new Map(images.map(({ path, identity }) => [path, identity]));
  const faces = embedded.samples.flatMap(({ template }, i) =>
    template === null ? [] : [{ template, identity: identityOf.get(embedded.paths[i]!)! }],
  );
  const numbers = new Map([...new Set(faces.map(({ identity }) => identity))].map((identity, i) => [identity, i]));
  const rows = new Float32Array(faces.length * dimension);
  for (const [i, { template }] of faces.entries()) rows.set(template, i * dimension);
  const crossed = crossComparisons(
    rows,
    dimension,
    Int32Array.from(faces, ({ identity }) => numbers.get(identity)!),
  );
  if (crossed === null || crossed.scores.length === 0)
    return fail('BAD_INPUT', 'The list needs faces of at least two people.');
  return ok({
    protocol: 'thresholds',
    model: source.model,
    images: embedded.paths.length,
    people: numbers.size,
    failuresToAcquire: embedded.failures.length,
    nonMatedComparisons: crossed.scores.length,
    thresholdTable: thresholdTable(sortedScores(crossed.scores)),
  });
}

import { fail, type Outcome, ok } from '../../contract/errors.ts';
import type { EvaluationReport } from '../../contract/evaluation-report.ts';
import { type Compute, type Computed, computeHere } from './compute.ts';
import { type EmbeddedImages, embedImages } from './embed-images.ts';
import { type Examples, evaluationReport, examplesOf, type ReportContext } from './evaluation-report.ts';
import type { EvaluationOptions, FaceSource } from './face-source.ts';
import type { GalleryFactory } from './galleries.ts';
import { compareWithIndex, type IndexComparison } from './identification-report.ts';
import { searchAll } from './identification-searches.ts';
import { jobOf, pathsOf, type TrialsWithTemplates } from './job.ts';
import { checkTrials, ProtocolError } from './read-trials.ts';
import { type ScoreArchive, scoresOfSearches } from './score-archive.ts';
import type { Trials } from './trials.ts';

export interface PipelineOptions extends EvaluationOptions {
  readonly context: ReportContext;
  /** Who does the mathematics: this thread, or a worker. */
  readonly compute?: Compute;
  /** Builds the app's own gallery, to be compared with the exact scan. */
  readonly index?: GalleryFactory;
}

/** A finished evaluation: the report, what runs are compared by, and the pieces of it for other forms of report. */
export interface Evaluated {
  readonly report: EvaluationReport;
  readonly scores: ScoreArchive;
  readonly examples: Examples;
  readonly images: EmbeddedImages;
  readonly job: TrialsWithTemplates;
  readonly computed: Computed;
  readonly index: IndexComparison | null;
}

/**
 * Evaluates a protocol: embeds its pictures, compares and searches, and reports. The command line and the page run this same function. A pair or
 * probe whose picture could not be acquired is never accepted, which counts against FNMR, FNIR and accuracy.
 * BAD_INPUT for what the protocol lacks, CANCELLED by the signal; rejects with MissingImagesError or EmbeddingError.
 */
export async function evaluateTrials(
  source: FaceSource,
  trials: Trials,
  options: PipelineOptions,
): Promise<Outcome<Evaluated>> {
  const { signal, onProgress, replicates, seed, context, compute = computeHere } = options;
  try {
    checkTrials(trials);
    const root = trials.protocol === 'gallery' ? (trials.strangers?.root ?? '/') : trials.root;
    const images = await embedImages(source, root, pathsOf(trials), options);
    const job = jobOf(trials, images, source.model.dimension);
    const computed = await compute(
      { verification: job.verification, identification: job.identification, replicates, seed },
      (stage, done, total) => {
        onProgress?.({ stage, done, total });
        return signal?.aborted !== true;
      },
      signal,
    );
    if (computed === null || signal?.aborted === true) return cancelled();
    const index = await indexOf(job, computed, source.model.dimension, options);
    if (index === 'cancelled') return cancelled();
    const parts = { trials, images, job, computed, index };
    const examples = examplesOf(parts);
    return ok({
      report: evaluationReport(parts, examples, context),
      scores: {
        verification: computed.verification?.scores ?? null,
        identification:
          computed.identification === null
            ? null
            : scoresOfSearches(computed.identification.byFusion[computed.identification.fusion].searches),
      },
      ...{ examples, images, job, computed, index },
    });
  } catch (error) {
    if (signal?.aborted === true) return cancelled();
    if (error instanceof ProtocolError) return fail(error.code, error.message);
    throw error;
  }
}

const cancelled = (): Outcome<never> => fail('CANCELLED', 'The evaluation was cancelled.');

/** The same probes in the app's own index. Leave-one-out probes are left out: an index holds one gallery. */
async function indexOf(
  job: TrialsWithTemplates,
  { identification }: Computed,
  dimension: number,
  { index: build, signal, onProgress }: PipelineOptions,
): Promise<IndexComparison | null | 'cancelled'> {
  if (identification === null || job.identification === null || build === undefined) return null;
  const { exact, people } = identification;
  const kept = Array.from(job.identification.probes.keys()).filter(
    (k) => job.identification!.probes[k]!.without === undefined,
  );
  if (kept.length === 0) return null;
  const probes = kept.map((k) => job.identification!.probes[k]!);
  const index = await build(people, dimension);
  try {
    const searched = await searchAll(index, probes, (done) => {
      onProgress?.({ stage: 'search', done, total: probes.length });
      return signal?.aborted !== true;
    });
    if (searched === null) return 'cancelled';
    return compareWithIndex(probes, { ...exact, answers: kept.map((k) => exact.answers[k] ?? null) }, searched);
  } finally {
    await index.close?.();
  }
}

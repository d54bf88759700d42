import { resolve } from 'node:path';
import type { Command } from 'commander';
import { readIdentificationProtocol } from '../../../data/datasets/identification-protocol.ts';
import { readImageList } from '../../../data/datasets/image-list.ts';
import { readVerificationPairs } from '../../../data/datasets/verification-pairs.ts';
import { createGallery, defaultHnsw } from '../../../data/gallery/gallery.ts';
import { MODELS } from '../../../models/embed/registry.ts';
import { fail, type Outcome } from '../../contract/errors.ts';
import { defaultSettings } from '../../contract/settings.ts';
import { createEngine } from '../../engine/engine.ts';
import { startNodeEngine } from '../../engine/node-channel.ts';
import { weightsFolder } from '../../paths.ts';
import { engineSource } from '../../services/evaluation/engine-source.ts';
import { type EvaluationOptions, type FaceSource, MissingImagesError } from '../../services/evaluation/face-source.ts';
import type { GalleryFactory } from '../../services/evaluation/galleries.ts';
import { evaluateIdentification } from '../../services/evaluation/identification.ts';
import { evaluateThresholds } from '../../services/evaluation/threshold-table.ts';
import { evaluateVerification } from '../../services/evaluation/verification.ts';
import { openImportedModels } from '../../services/imported-models/folder.ts';
import { createOutput, type Output, usageError } from '../output.ts';
import { identificationText, verificationText } from '../report-text.ts';
import { globalsOf } from '../session.ts';

/** Evaluation opens no store: it embeds a data set's pictures and keeps nothing. */
export function addEvaluate(program: Command): void {
  const evaluate = program.command('evaluate').description('error rates on a data set, after ISO/IEC 19795-1');

  evaluate
    .command('verification')
    .description('1:1, on listed pairs; FMR from all identity-disjoint comparisons')
    .requiredOption('--root <dir>', 'folder the paths in the list begin at')
    .requiredOption('--pairs <tsv>', 'columns same, path1, path2 and, if known, view2_fold, officially_wrong_label')
    .action(async (options: { root: string; pairs: string }, command: Command) =>
      withSource(command, async (source, output, evaluation) => {
        const pairs = await readList(() => readVerificationPairs(options.pairs), output);
        const { report } = output.unwrap(await evaluateVerification(source, resolve(options.root), pairs, evaluation));
        output.data(report, () => verificationText(report));
      }),
    );

  evaluate
    .command('identification')
    .description('1:N, open set: enrolled people, known and unknown probes')
    .requiredOption('--root <dir>', 'folder the paths in the list begin at')
    .requiredOption('--protocol <tsv>', 'columns role (enrol, known_probe, unknown_probe), identity, path')
    .action(async (options: { root: string; protocol: string }, command: Command) =>
      withSource(command, async (source, output, evaluation) => {
        const protocol = await readList(() => readIdentificationProtocol(options.protocol), output);
        const report = output.unwrap(
          await evaluateIdentification(source, resolve(options.root), protocol, {
            ...evaluation,
            index: indexOf(source),
          }),
        );
        output.data(report, () => identificationText(report));
      }),
    );

  evaluate
    .command('thresholds')
    .description('the table of FMR against threshold, from all comparisons of different people')
    .requiredOption('--root <dir>', 'folder the paths in the list begin at')
    .requiredOption('--images <tsv>', 'columns path and identity')
    .action(async (options: { root: string; images: string }, command: Command) =>
      withSource(command, async (source, output, evaluation) => {
        const images = await readList(() => readImageList(options.images), output);
        const report = output.unwrap(await evaluateThresholds(source, resolve(options.root), images, evaluation));
        output.data(report, () =>
          [
            `${report.model.id}: ${report.images} images of ${report.people} people, ${report.nonMatedComparisons.toLocaleString('en')} comparisons`,
            ...report.thresholdTable.map(({ fmr, threshold }) => `FMR ${fmr}  threshold ${threshold.toFixed(4)}`),
          ].join('\n'),
        );
      }),
    );
}

async function withSource(
  command: Command,
  run: (source: FaceSource, output: Output, options: EvaluationOptions) => Promise<void>,
): Promise<void> {
  const { json, data, model = defaultSettings.modelId } = globalsOf(command);
  const output = createOutput(json);
  // Imported models are read from the data folder, which nothing else here touches.
  const imported = openImportedModels(data);
  const records = [...MODELS.ids.map(MODELS.get), ...imported.records];
  const record = records.find(({ id }) => id === model);
  if (!record)
    throw usageError(output, `There is no model "${model}". Known: ${records.map(({ id }) => id).join(', ')}.`);
  const engine = createEngine(() => startNodeEngine(weightsFolder()), imported.find);
  const abort = new AbortController();
  const onSignal = (): void => abort.abort();
  process.once('SIGINT', onSignal);
  try {
    await run(engineSource(engine, record), output, {
      signal: abort.signal,
      onProgress: ({ stage, done, total }) => output.progress(stage, done, total),
    });
  } catch (error) {
    if (!(error instanceof MissingImagesError)) throw error;
    output.unwrap(fail(error.code, error.message));
  } finally {
    process.off('SIGINT', onSignal);
    engine.close();
  }
}

async function readList<T>(read: () => Promise<T>, output: Output): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return output.unwrap<T>({
      ok: false,
      error: { code: 'BAD_INPUT', message: missing ? 'The list does not exist.' : (error as Error).message },
    } satisfies Outcome<never>);
  }
}

/** The app's own index, forced on however small the gallery, to be compared with the exact scan. */
const indexOf =
  (source: FaceSource): GalleryFactory =>
  async (people, dimension) => {
    const gallery = createGallery({
      modelId: source.model.id,
      dimension,
      entries: people.flatMap(({ personId, templates }) =>
        templates.map((vector, i) => ({ templateId: `${personId}#${i}`, personId, vector, quality: 1 })),
      ),
      hnsw: { ...defaultHnsw(dimension), minSize: 0 },
    });
    await gallery.rebuilt();
    return {
      async search(template) {
        const { best, second } = await gallery.search(template);
        return { personId: best?.personId ?? null, score: best?.score ?? Number.NEGATIVE_INFINITY, second };
      },
      close: () => gallery.close(),
    };
  };

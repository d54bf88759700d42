import { resolve } from 'node:path';
import type { Command } from 'commander';
import { readImageList } from '../../../data/datasets/image-list.ts';
import type { ModelRecord } from '../../../models/embed/record.ts';
import { MODELS } from '../../../models/embed/registry.ts';
import { type CallError, fail } from '../../contract/errors.ts';
import type { EvaluationProtocol } from '../../contract/evaluation.ts';
import { defaultSettings } from '../../contract/settings.ts';
import { createEngine, type Engine } from '../../engine/engine.ts';
import { startNodeEngine } from '../../engine/node-channel.ts';
import { weightsFolder } from '../../paths.ts';
import { appIndex } from '../../services/evaluation/app-index.ts';
import { EmbeddingError, engineSource } from '../../services/evaluation/engine-source.ts';
import { type EvaluationOptions, type FaceSource, MissingImagesError } from '../../services/evaluation/face-source.ts';
import { identificationReport } from '../../services/evaluation/identification-report.ts';
import { type Evaluated, evaluateTrials } from '../../services/evaluation/pipeline.ts';
import { ProtocolError, readTrials } from '../../services/evaluation/read-trials.ts';
import { reportFormat } from '../../services/evaluation/report/format.ts';
import { reportHtml } from '../../services/evaluation/report/html.ts';
import { reportContext } from '../../services/evaluation/report-context.ts';
import { reportPictures } from '../../services/evaluation/report-file.ts';
import { evaluateThresholds } from '../../services/evaluation/threshold-table.ts';
import type { Trials } from '../../services/evaluation/trials.ts';
import { verificationReport } from '../../services/evaluation/verification-report.ts';
import { openImportedModels } from '../../services/imported-models/folder.ts';
import { createOutput, type Output, usageError } from '../output.ts';
import { identificationText, reportText, verificationText } from '../report-text.ts';
import { globalsOf, withHost } from '../session.ts';
import { evaluateGallery, picturesAt } from './evaluate-gallery.ts';
import { filesOf, type ReportFiles, withFiles, writeReport } from './report-files.ts';

interface Work {
  readonly engine: Engine;
  readonly files: ReportFiles;
  readonly source: FaceSource;
  readonly record: ModelRecord;
  readonly output: Output;
  readonly options: EvaluationOptions;
}

/** Evaluation of a data set opens no store: it embeds the pictures and keeps nothing. */
export function addEvaluate(program: Command): void {
  const evaluate = program.command('evaluate').description('error rates on a data set, after ISO/IEC 19795-1');

  withFiles(evaluate.command('verification'))
    .description('1:1, on listed pairs; FMR from all identity-disjoint comparisons')
    .requiredOption('--root <dir>', 'folder the paths in the list begin at')
    .requiredOption(
      '--pairs <list>',
      'LFW’s pairs.txt; or a table same, path1, path2 and, if known, view2_fold, officially_wrong_label',
    )
    .action(async ({ root, pairs }: { root: string; pairs: string }, command: Command) =>
      withSource(command, async (work) => {
        const { trials, evaluated } = await evaluation(work, { protocol: 'verification', root, pairs });
        const report = verificationReport(of(trials, 'verification'), work.source.model, evaluated);
        work.output.data({ ...report, report: evaluated.report }, () => verificationText(report));
      }),
    );

  withFiles(evaluate.command('all-pairs'))
    .description('1:1, every picture of a data set with every other')
    .requiredOption('--from <path>', 'a folder with one folder a person, or a table with the columns path and identity')
    .option('--root <dir>', 'where the paths of a table begin (default: its own folder)')
    .action(async ({ from, root }: { from: string; root?: string }, command: Command) =>
      withSource(command, async (work) => {
        const { evaluated } = await evaluation(work, { protocol: 'all-pairs', data: await picturesAt(from, root) });
        work.output.data(evaluated.report, () => reportText(evaluated.report));
      }),
    );

  withFiles(evaluate.command('identification'))
    .description('1:N, open set: enrolled people, known and unknown probes')
    .requiredOption('--root <dir>', 'folder the paths in the list begin at')
    .requiredOption('--protocol <tsv>', 'columns role (enrol, known_probe, unknown_probe), identity, path')
    .action(async ({ root, protocol: path }: { root: string; protocol: string }, command: Command) =>
      withSource(command, async (work) => {
        const data = { source: 'protocol' as const, root, path };
        const { trials, evaluated } = await evaluation(work, { protocol: 'identification', data });
        const report = identificationReport(of(trials, 'identification'), work.source.model, evaluated);
        work.output.data({ ...report, report: evaluated.report }, () => identificationText(report));
      }),
    );

  withFiles(evaluate.command('gallery'))
    .description('the people enrolled here, each template left out in turn; the result is kept with the others')
    .option(
      '--strangers <path>',
      'pictures of people who are not enrolled: a folder with one folder a person, or a table',
    )
    .option('--root <dir>', 'where the paths of a table begin (default: its own folder)')
    .action(async ({ strangers, root }: { strangers?: string; root?: string }, command: Command) =>
      withHost(command, (host, output) => evaluateGallery(host, output, filesOf(command), { strangers, root })),
    );

  evaluate
    .command('thresholds')
    .description('the table of FMR against threshold, from all comparisons of different people')
    .requiredOption('--root <dir>', 'folder the paths in the list begin at')
    .requiredOption('--images <tsv>', 'columns path and identity')
    .action(async (options: { root: string; images: string }, command: Command) =>
      withSource(command, async ({ source, output, options: evaluation }) => {
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

/** Reads the protocol and evaluates it, as the page's service does. */
async function evaluation(
  { engine, source, record, output, options, files }: Work,
  protocol: EvaluationProtocol,
): Promise<{ trials: Trials; evaluated: Evaluated }> {
  const trials = await readTrials(protocol, () => []);
  const evaluated = output.unwrap(
    await evaluateTrials(source, trials, { ...options, context: reportContext(record), index: appIndex(record.id) }),
  );
  if (files.html !== undefined || files.pdf !== undefined) {
    const shop = {
      use: <T>(task: (engine: Engine) => Promise<T>): Promise<T> => task(engine),
      root: trials.protocol === 'gallery' ? null : trials.root,
      cropOf: () => null,
    };
    const pictures = output.unwrap(await reportPictures(shop, evaluated.examples));
    const { report } = evaluated;
    await writeReport(
      output,
      files,
      reportHtml({ name: report.model.name, report, pictures }, reportFormat(files.language)),
    );
  }
  return { trials, evaluated };
}

function of<P extends Trials['protocol']>(trials: Trials, protocol: P): Extract<Trials, { protocol: P }> {
  if (trials.protocol !== protocol) throw new TypeError(`${trials.protocol} is not ${protocol}`);
  return trials as Extract<Trials, { protocol: P }>;
}

async function withSource(command: Command, run: (work: Work) => Promise<void>): Promise<void> {
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
    await run({
      ...{ engine, source: engineSource(engine, record), record, output, files: filesOf(command) },
      options: {
        signal: abort.signal,
        onProgress: ({ stage, done, total }) => output.progress(stage, done, total),
      },
    });
  } catch (error) {
    output.unwrap(expected(error));
  } finally {
    process.off('SIGINT', onSignal);
    engine.close();
  }
}

/** What a list, a folder or the model has wrong with it, as an outcome; anything else is a bug. */
function expected(error: unknown): { ok: false; error: CallError } {
  if (error instanceof MissingImagesError || error instanceof ProtocolError || error instanceof EmbeddingError)
    return { ok: false, error: { code: error.code, message: error.message } };
  throw error;
}

async function readList<T>(read: () => Promise<T>, output: Output): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const missing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    return output.unwrap<T>(fail('BAD_INPUT', missing ? 'The list does not exist.' : (error as Error).message));
  }
}

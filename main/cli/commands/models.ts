import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Command, Option } from 'commander';
import type { CallOutput } from '../../contract/index.ts';
import { type Output, usageError } from '../output.ts';
import { withHost } from '../session.ts';
import { addImportedModels } from './models-import.ts';

export function addModels(program: Command): void {
  const models = program.command('models').description('the embedding models, and which is in use');

  models
    .command('list', { isDefault: true })
    .description('models with licence and provenance')
    .action(async (_options, command: Command) =>
      withHost(command, async (host, output) => {
        const value = output.unwrap(await host.call('models.list', {}));
        output.data(value, () =>
          value.models
            .map((one) =>
              [
                `${one.inUse ? '*' : ' '} ${one.id}  ${one.dimension}-d  ${one.inputSize}²  ${one.templates} templates  licence ${one.licence}${one.hasThresholds ? '' : '  no thresholds yet'}`,
                `    ${one.provenance.en}`,
                `    weights sha-256 ${one.sha256}`,
              ].join('\n'),
            )
            .join('\n'),
        );
      }),
    );

  models
    .command('use')
    .description('switch the model; stored crops are embedded again first')
    .argument('<id>', 'the model')
    .action(async (id: string, _options, command: Command) =>
      withHost(command, async (host, output) => {
        const onProgress = embeddingAgain(output);
        switched(output, output.unwrap(await host.call('models.use', { id }, { onProgress })));
      }),
    );

  models
    .command('rollback')
    .description('back to the model that served before')
    .action(async (_options, command: Command) =>
      withHost(command, async (host, output) => {
        const onProgress = embeddingAgain(output);
        switched(output, output.unwrap(await host.call('models.rollback', {}, { onProgress })));
      }),
    );

  models
    .command('export')
    .description(
      'write a model’s network to files: ONNX, or TensorFlow.js (graph or layers) as models import takes them',
    )
    .argument('<id>', 'the model')
    .addOption(
      new Option('--format <format>', 'of the file').choices(['onnx', 'tfjs-layers', 'tfjs-graph']).default('onnx'),
    )
    .option('-o, --out <path>', 'a folder, or of onnx a file that ends in .onnx (default: here)', '.')
    .option('--force', 'replace files that are there')
    .action(async (id: string, options: ExportOptions, command: Command) =>
      withHost(command, async (host, output) => {
        const { files } = output.unwrap(await host.call('models.export', { id, format: options.format }));
        const written = await writeFiles(files, options, output);
        output.data({ id, files: written }, () => `written: ${written.join(', ')}`);
      }),
    );

  addImportedModels(models);
}

interface ExportOptions {
  readonly format: 'onnx' | 'tfjs-layers' | 'tfjs-graph';
  readonly out: string;
  readonly force?: boolean;
}

/** All of the files or none: what is there is looked for before anything is written, and then still not replaced. */
async function writeFiles(
  files: CallOutput<'models.export'>['files'],
  { out, format, force = false }: ExportOptions,
  output: Output,
): Promise<string[]> {
  const isFile = format === 'onnx' && out.endsWith('.onnx');
  const paths = files.map(({ name }) => (isFile ? out : join(out, name)));
  const there = force ? undefined : paths.find((path) => existsSync(path));
  if (there !== undefined)
    throw usageError(output, `"${there}" is there already. Name another --out, or replace it with --force.`);
  await mkdir(isFile ? dirname(out) : out, { recursive: true });
  for (const [i, { bytes }] of files.entries()) await writeFile(paths[i]!, bytes, { flag: force ? 'w' : 'wx' });
  return paths;
}

const embeddingAgain =
  (output: Output) =>
  (progress: unknown): void => {
    const { done, total } = progress as { done: number; total: number };
    output.progress('embedding again', done, total);
  };

const switched = (output: Output, value: CallOutput<'models.use'>): void =>
  output.data(value, () =>
    [
      `${value.modelId} is in use; ${value.reembedded} templates embedded again.`,
      ...value.needReenrolment.map((name) => `  needs re-enrolment: ${name}`),
    ].join('\n'),
  );

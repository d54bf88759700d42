import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Command, Option } from 'commander';
import type { CallOutput } from '../../contract/index.ts';
import type { Output } from '../output.ts';
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
    .description('write a model’s network to a file')
    .argument('<id>', 'the model')
    .addOption(
      new Option('--format <format>', 'of the file').choices(['onnx', 'tfjs-layers', 'tfjs-graph']).default('onnx'),
    )
    .option('-o, --output <dir>', 'the folder it is written to', '.')
    .action(async (id: string, options: ExportOptions, command: Command) =>
      withHost(command, async (host, output) => {
        const { files } = output.unwrap(await host.call('models.export', { id, format: options.format }));
        await mkdir(options.output, { recursive: true });
        const written = files.map(({ name }) => join(options.output, name));
        for (const [i, { bytes }] of files.entries()) await writeFile(written[i]!, bytes);
        output.data({ id, files: written }, () => `written: ${written.join(', ')}`);
      }),
    );

  addImportedModels(models);
}

interface ExportOptions {
  readonly format: 'onnx' | 'tfjs-layers' | 'tfjs-graph';
  readonly output: string;
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

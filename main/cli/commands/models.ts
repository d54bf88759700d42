import type { Command } from 'commander';
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
        const value = output.unwrap(
          await host.call(
            'models.use',
            { id },
            {
              onProgress: (progress) => {
                const { done, total } = progress as { done: number; total: number };
                output.progress('embedding again', done, total);
              },
            },
          ),
        );
        output.data(value, () =>
          [
            `${value.modelId} is in use; ${value.reembedded} templates embedded again.`,
            ...value.needReenrolment.map((name) => `  needs re-enrolment: ${name}`),
          ].join('\n'),
        );
      }),
    );

  addImportedModels(models);
}

import { readFile } from 'node:fs/promises';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { CallInput } from '../../contract/index.ts';
import { type Output, usageError } from '../output.ts';
import { withHost } from '../session.ts';

type Said = Omit<CallInput<'models.import'>, 'onnx'>;

/** The commands on networks that a person brings; added to `models`. */
export function addImportedModels(models: Command): void {
  const choice = (flag: string, words: string[], what: string): Option => new Option(flag, what).choices(words);

  models
    .command('import')
    .description(
      'take in an ONNX face embedding network, after a self-test; what is not said is read from the file, else is ArcFace’s',
    )
    .argument('<file.onnx>', 'the network in one file')
    .option('--id <id>', 'small letters, digits and hyphens; eight digits of a hash are added')
    .option('--name <name>', 'what people call it')
    .option('--size <pixels>', 'side of the square input, where the file leaves it free', number)
    .addOption(
      choice('--layout <layout>', ['nchw', 'nhwc'], 'where the channels are (default: as the input’s shape says)'),
    )
    .addOption(choice('--channels <order>', ['rgb', 'bgr'], 'order of the colours (default: rgb)'))
    .option('--mean <value>', 'subtracted from values of 0 to 255 (default: 127.5)', number)
    .option('--std <value>', 'then divided by (default: 127.5)', number)
    .addOption(choice('--chip <alignment>', ['arcface-5pt', 'dlib'], 'how faces are aligned (default: arcface-5pt)'))
    .option('--mirror', 'average with the mirrored face: steadier, twice the time')
    .option('--licence <text>', 'under which the weights may be used')
    .option('--provenance <text>', 'where it is from and what it was trained on')
    .action(async (path: string, _options, command: Command) =>
      withHost(command, async (host, output) => {
        const { id, name, size, layout, channels, mean, std, chip, mirror, licence, provenance } = command.opts<Said>();
        const said = { id, name, size, layout, channels, mean, std, chip, mirror, licence, provenance };
        const onnx = new Uint8Array(await readOr(path, output));
        const value = output.unwrap(await host.call('models.import', { onnx, ...said }));
        output.data(value, () => {
          const { model, input, selfTest } = value;
          return [
            `${model.id} was taken in: ${model.dimension} numbers a face, sha-256 ${model.sha256}`,
            `  sees ${input.size}×${input.size} ${input.channels} ${input.layout}, (value - ${input.mean}) / ${input.std}`,
            `  self-test: the same face altered ${selfTest.same.toFixed(3)}, another person at most ${selfTest.different.toFixed(3)}`,
            '  no thresholds yet. Measure them before "models use":',
            `    threshold evaluate thresholds --model ${model.id} --root DIR --images LIST.tsv --json > table.json`,
            `    threshold models thresholds ${model.id} table.json`,
          ].join('\n');
        });
      }),
    );

  models
    .command('thresholds')
    .description('give an imported model the table that "evaluate thresholds --json" printed')
    .argument('<id>', 'the model')
    .argument('<table.json>', 'the table')
    .option('--measured-on <text>', 'the data set, in words')
    .action(async (id: string, path: string, options: { measuredOn?: string }, command: Command) =>
      withHost(command, async (host, output) => {
        const report = parsed((await readOr(path, output)).toString('utf8'));
        if (report?.model?.id !== id || !Array.isArray(report.thresholdTable))
          throw usageError(
            output,
            `"${path}" is not a table of ${id} as "evaluate thresholds --model ${id} --json" prints it.`,
          );
        const { people = 0, nonMatedComparisons = 0, thresholdTable } = report;
        const counts = `${people.toLocaleString('en')} people, ${nonMatedComparisons.toLocaleString('en')} comparisons`;
        const measuredOn = `${options.measuredOn ?? 'the user’s own photos'}, ${counts}`;
        const value = output.unwrap(await host.call('models.thresholds', { id, measuredOn, verify: thresholdTable }));
        output.data(value, () => `${id} has thresholds (${measuredOn}) and can be chosen: threshold models use ${id}`);
      }),
    );

  models
    .command('remove')
    .description('forget an imported model and its file')
    .argument('<id>', 'the model')
    .action(async (id: string, _options, command: Command) =>
      withHost(command, async (host, output) => {
        const value = output.unwrap(await host.call('models.remove', { id }));
        output.data(value, () => `${value.id} was removed.`);
      }),
    );
}

interface Table {
  readonly model?: { readonly id?: string };
  readonly people?: number;
  readonly nonMatedComparisons?: number;
  readonly thresholdTable?: { fmr: number; threshold: number }[];
}

function parsed(text: string): Table | null {
  try {
    return JSON.parse(text) as Table | null;
  } catch {
    return null;
  }
}

function number(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('a number is expected.');
  return value;
}

async function readOr(path: string, output: Output): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch {
    throw usageError(output, `"${path}" cannot be read.`);
  }
}

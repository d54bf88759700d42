import { readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type NamedFile, TfjsModelError, weightPathsOf } from '../../../models/runtime/tfjs-files.ts';
import type { CallInput } from '../../contract/index.ts';
import { type Output, usageError } from '../output.ts';
import { withHost } from '../session.ts';

type Said = Omit<CallInput<'models.import'>, 'onnx' | 'tfjs'>;

const stages = { convert: 'converting the model', read: 'reading the network', try: 'showing it sample faces' };

/** The commands on networks that a person brings; added to `models`. */
export function addImportedModels(models: Command): void {
  const choice = (flag: string, words: string[], what: string): Option => new Option(flag, what).choices(words);

  models
    .command('import')
    .description(
      'take in a face embedding network (ONNX or TensorFlow.js), after a self-test; what is not said is read from the file, else is ArcFace’s',
    )
    .argument(
      '<file.onnx|folder>',
      'the network in one file, or the folder (or its model.json) of a TensorFlow.js model',
    )
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
        const brought = await broughtFrom(path, output);
        const onProgress = (progress: unknown): void => {
          if (process.stderr.isTTY) output.note(stages[(progress as { stage: keyof typeof stages }).stage]);
        };
        const value = output.unwrap(await host.call('models.import', { ...brought, ...said }, { onProgress }));
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

/** An ONNX file, or model.json with the weights that it names. What is missing is told by the host, like all else. */
async function broughtFrom(path: string, output: Output): Promise<{ onnx: Uint8Array } | { tfjs: NamedFile[] }> {
  const isFolder = (await stat(path).catch(() => null))?.isDirectory() === true;
  if (!isFolder && !path.endsWith('.json')) return { onnx: new Uint8Array(await readOr(path, output)) };
  const file = isFolder ? join(path, 'model.json') : path;
  const json = new Uint8Array(await readOr(file, output));
  const tfjs = [{ name: 'model.json', bytes: json }];
  for (const name of weightPaths(json)) {
    const bytes = await readFile(join(dirname(file), name)).catch(() => null);
    if (bytes !== null) tfjs.push({ name, bytes: new Uint8Array(bytes) });
  }
  return { tfjs };
}

/** None of a file that is no model: the host says why. */
function weightPaths(json: Uint8Array): readonly string[] {
  try {
    return weightPathsOf(json);
  } catch (error) {
    if (error instanceof TfjsModelError) return [];
    throw error;
  }
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

import { type Command, InvalidArgumentError, Option } from 'commander';
import { ACTIVATIONS, BACKBONES, NORMS } from '../../../models/embed/networks/choice.ts';
import { DISTANCES } from '../../../models/losses/distances.ts';
import { REDUCERS } from '../../../models/losses/reducers.ts';
import { LOSSES } from '../../../models/losses/registry.ts';
import { MINERS } from '../../../models/miners/registry.ts';
import { PRESETS } from '../../../models/train/presets.ts';
import type { TrainingSnapshot } from '../../contract/training.ts';
import type { Host } from '../host.ts';
import type { Output } from '../output.ts';
import { usageError } from '../output.ts';
import { globalsOf, withGlobals } from '../session.ts';
import { trainedText, trainingReport } from '../training-report.ts';
import { recipeFrom, type TrainOptions } from './train-recipe.ts';

interface Options extends TrainOptions {
  readonly resume?: string;
  readonly keep?: string;
  readonly name?: string;
  readonly json?: boolean;
}

export function addTrain(program: Command): void {
  const train = program
    .command('train')
    .description(
      'train an embedding network; --data is what it is trained on here, so the data folder is named before the command or in THRESHOLD_DATA',
    )
    .option('--data <source>', 'synthetic:PEOPLE, people (enrolled here), a folder with one folder a person, or a list')
    .addOption(
      choice(
        '--preset <id>',
        PRESETS.map(({ id }) => id),
        'what is not said below (default: triplet)',
      ),
    )
    .option('--name <name>', 'what the run is called')
    .option('--pictures <n>', 'of each synthetic person', whole)
    .addOption(choice('--difficulty <id>', ['near-frontal', 'everyday', 'benchmark'], 'of synthetic pictures'))
    .option('--data-seed <n>', 'other synthetic people', whole)
    .option('--root <dir>', 'where the paths of a list begin (default: its own folder)')
    .option('--least-pictures <n>', 'people of a folder or list with fewer are left out', whole)
    .option('--most-people <n>', 'of a folder or list: those with most pictures', whole)
    .option('--most-pictures <n>', 'of each person of a folder or list', whole)
    .option('--split-seed <n>', 'another split into train, validation and test people', whole)
    .addOption(choice('--loss <id>', LOSSES.ids, 'the loss'))
    .option('--loss-option <name=value>', 'of the loss, e.g. margin=0.2; may be repeated', named)
    .addOption(choice('--distance <id>', Object.keys(DISTANCES), 'between embeddings'))
    .addOption(choice('--miner <id>', MINERS.ids, 'which pairs or triplets of a batch are used'))
    .addOption(choice('--reducer <id>', Object.keys(REDUCERS), 'how the terms of a batch become one number'))
    .addOption(choice('--backbone <id>', BACKBONES, 'the network'))
    .option('--dimension <n>', 'numbers of an embedding', whole)
    .option('--width <n>', 'channels of the first block', whole)
    .option('--size <pixels>', 'side of the pictures that the network sees', whole)
    .addOption(choice('--norm <id>', NORMS, 'normalisation layers'))
    .addOption(choice('--activation <id>', ACTIVATIONS, 'activation'))
    .option('--fine-tune', 'train the pretrained network, too')
    .option('--batch <PxK>', 'people × pictures of each, e.g. 16x4', batch)
    .addOption(choice('--optimiser <id>', ['adam', 'adamax', 'rmsprop', 'adagrad', 'momentum', 'sgd'], 'optimiser'))
    .option('--rate <rate>', 'highest learning rate', number)
    .option('--no-augment', 'pictures as they are')
    .option('--seed <n>', 'first weights, batches and augmentation', whole)
    .option('--minutes <m>', 'budget', number)
    .option('--epochs <e>', 'budget', whole)
    .option('--steps <s>', 'budget', whole)
    .option('--validate-every <steps>', 'steps between validations', whole)
    .option('--patience <n>', 'validations without a better one after which it stops; 0: never', whole)
    .option('--resume <run>', 'go on with a run from its last checkpoint; of the above only the budget is heeded')
    .option('--keep <id>', 'make a model of the result, to be chosen with "models use"')
    .action(async (options: Options, command: Command) => {
      const globals = { ...globalsOf(command.parent!), ...(options.json === true && { json: true }) };
      await withGlobals(globals, async (host, output) => {
        const runId = await begun(host, output, options);
        const { run } = output.unwrap(
          await host.call(
            'training.follow',
            { runId, stopWhenCancelled: true },
            { onProgress: (snapshot) => show(output, snapshot as TrainingSnapshot) },
          ),
        );
        if (run.state !== 'finished' && run.state !== 'stopped')
          output.unwrap({
            ok: false,
            error: {
              code: run.state === 'failed' ? 'BAD_INPUT' : 'CANCELLED',
              message: run.reason ?? `The run is ${run.state}. Go on with: threshold train --resume ${runId}`,
            },
          });
        const kept =
          options.keep === undefined
            ? null
            : output.unwrap(await host.call('training.keep', { runId, id: options.keep })).model.id;
        const details = output.unwrap(await host.call('training.run', { runId }));
        const report = trainingReport(details, kept);
        output.data(report, () => trainedText(report));
      });
    });

  train
    .command('runs')
    .description('training runs, the newest first')
    .action(async (_options, command: Command) => {
      await withGlobals(ofSubcommand(command), async (host, output) => {
        const value = output.unwrap(await host.call('training.runs', {}));
        output.data(value, () =>
          value.runs.length === 0
            ? 'Nothing was trained yet. Begin with: threshold train --data synthetic:600'
            : value.runs
                .map((run) => {
                  const figures = run.test?.figures;
                  const result = figures ? `P@1 ${figures.pAt1.toFixed(3)}  EER ${percent(figures.eer)}` : '';
                  return `${run.id}  ${run.state.padEnd(11)}  step ${run.progress.step}  ${run.name}  ${result}`.trimEnd();
                })
                .join('\n'),
        );
      });
    });

  train
    .command('keep')
    .description('make a model of a run that has ended, to be chosen with "models use"')
    .argument('<run>', 'its id')
    .option('--id <id>', 'small letters, digits and hyphens; eight digits of a hash are added')
    .action(async (runId: string, options: { id?: string }, command: Command) => {
      await withGlobals(ofSubcommand(command), async (host, output) => {
        const { model } = output.unwrap(await host.call('training.keep', { runId, id: options.id }));
        output.data({ model }, () => `kept as ${model.id}; use it with: threshold models use ${model.id}`);
      });
    });
}

/** What is named before `train` is the data folder; `--json` may stand anywhere. */
const ofSubcommand = (command: Command) => ({
  ...globalsOf(command.parent!.parent!),
  json: command.optsWithGlobals<{ json?: boolean }>().json === true,
});

async function begun(host: Host, output: Output, options: Options): Promise<string> {
  if (options.resume !== undefined) {
    const { minutes, epochs, steps } = options;
    const said = { ...(minutes && { minutes }), ...(epochs && { epochs }), ...(steps && { steps }) };
    const budget = Object.keys(said).length > 0 ? { budget: said } : {};
    output.unwrap(await host.call('training.resume', { runId: options.resume, ...budget }));
    return options.resume;
  }
  let recipe: ReturnType<typeof recipeFrom>;
  try {
    recipe = recipeFrom(options);
  } catch (error) {
    throw usageError(output, (error as Error).message);
  }
  const { name } = options;
  const { runId } = output.unwrap(await host.call('training.start', { recipe, ...(name && { name }) }));
  output.note(`run ${runId}`);
  return runId;
}

/** One bar for what is going on: pictures, then training in per mille of the budget, then the test. */
function show(output: Output, { state, progress, points, validation, collapse }: TrainingSnapshot): void {
  const { stage, done, total, share } = progress;
  if (state === 'preparing' || stage !== null) {
    const words = {
      pictures: 'pictures',
      baselines: 'baselines',
      features: 'features',
      compiling: 'compiling',
      testing: 'testing',
    };
    if (total > 1) output.progress(words[stage ?? 'pictures'], done, total);
    return;
  }
  if (validation !== null) {
    const { pAt1, eer } = validation.figures;
    output.note(`step ${validation.step}: validation P@1 ${pAt1.toFixed(3)}, EER ${percent(eer)}`);
    if (collapse !== null) output.note(`  ${collapse.message}`);
  }
  if (points.length > 0)
    output.progress(`training, loss ${points.at(-1)!.loss.toFixed(4)},`, Math.floor(share * 1000), 1000);
}

const percent = (rate: number): string => `${(rate * 100).toFixed(2)} %`;

const choice = (flag: string, words: readonly string[], what: string): Option =>
  new Option(flag, what).choices([...words]);

function number(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) throw new InvalidArgumentError('a number is expected.');
  return value;
}

function whole(text: string): number {
  const value = number(text);
  if (!Number.isInteger(value) || value < 0) throw new InvalidArgumentError('a whole number is expected.');
  return value;
}

function batch(text: string): { people: number; pictures: number } {
  const [, people, pictures] = /^(\d+)[x×](\d+)$/.exec(text) ?? [];
  if (people === undefined || pictures === undefined) throw new InvalidArgumentError('PxK is expected, e.g. 16x4.');
  return { people: Number(people), pictures: Number(pictures) };
}

function named(text: string, before: Readonly<Record<string, number>> = {}): Record<string, number> {
  const [, name, value] = /^([\w-]+)=(.+)$/.exec(text) ?? [];
  if (name === undefined || value === undefined) throw new InvalidArgumentError('name=value is expected.');
  return { ...before, [name]: number(value) };
}

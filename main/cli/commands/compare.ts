import { type Command, InvalidArgumentError, Option } from 'commander';
import { SCENARIOS } from '../../../models/compare/choice.ts';
import { LOSSES } from '../../../models/losses/registry.ts';
import { MINERS } from '../../../models/miners/registry.ts';
import type { ComparisonSnapshot } from '../../contract/compare.ts';
import { comparedText, comparisonReport } from '../comparison-report.ts';
import { type Output, usageError } from '../output.ts';
import { globalsOf, withGlobals } from '../session.ts';
import { type CompareOptions, comparisonFrom } from './compare-choice.ts';

interface Options extends CompareOptions {
  readonly json?: boolean;
}

export function addCompare(program: Command): void {
  program
    .command('compare')
    .description(
      'softmax against metric learning on the same people; --data is whose pictures, so the data folder is named before the command or in THRESHOLD_DATA',
    )
    .option('--data <source>', 'synthetic:PEOPLE, people (enrolled here), or a folder with one folder a person')
    .addOption(choice('--scenario <id>', SCENARIOS, 'what happens (default: arrives)'))
    .addOption(
      choice(
        '--backbone <id>',
        ['frozen', 'cnn', 'separable', 'residual'],
        'frozen: features of the network in use, seconds; the others are trained from nothing, minutes',
      ),
    )
    .option('--enrolled <n>', 'people enrolled', whole)
    .option('--newcomers <n>', 'people who join, or leave, one at a time', whole)
    .option('--strangers <n>', 'people who are not enrolled', whole)
    .option('--enrol-pictures <n>', 'of each person to enrol by', whole)
    .option('--probe-pictures <n>', 'of each person to be recognised in, at most', whole)
    .addOption(choice('--difficulty <id>', ['near-frontal', 'everyday', 'benchmark'], 'of synthetic pictures'))
    .option('--data-seed <n>', 'other synthetic people', whole)
    .option('--width <n>', 'channels of the trained backbone’s first block', whole)
    .option('--epochs <n>', 'budget of both: how often everybody is seen', whole)
    .option('--rate <rate>', 'highest learning rate', number)
    .addOption(choice('--loss <id>', LOSSES.ids, 'the metric loss'))
    .addOption(choice('--miner <id>', MINERS.ids, 'its miner'))
    .option('--target <share>', 'of the accuracy before, at which a newcomer counts as enrolled', number)
    .option('--target-fpir <rate>', 'the share of strangers that may be accepted', number)
    .option('--sizes <list>', 'one by one: numbers of people at which softmax is trained again, e.g. 10,100,1000', list)
    .option('--seeds <list>', 'e.g. 1,2,3', list)
    .option('--choice <file>', 'a comparison as JSON (the `choice` of an earlier one); nothing else is heeded')
    .action(async (options: Options, command: Command) => {
      const globals = { ...globalsOf(command.parent!), ...(options.json === true && { json: true }) };
      await withGlobals(globals, async (host, output) => {
        let wanted: ReturnType<typeof comparisonFrom>;
        try {
          wanted = comparisonFrom(options);
        } catch (error) {
          throw usageError(output, (error as Error).message);
        }
        const { comparisonId } = output.unwrap(await host.call('compare.start', { choice: wanted }));
        const { comparison } = output.unwrap(
          await host.call(
            'compare.follow',
            { comparisonId, cancelToo: true },
            { onProgress: (snapshot) => show(output, snapshot as ComparisonSnapshot) },
          ),
        );
        const { results } = output.unwrap(await host.call('compare.get', { comparisonId }));
        if (comparison.state !== 'finished' || results === null)
          return output.unwrap({
            ok: false,
            error: {
              code: comparison.state === 'cancelled' ? 'CANCELLED' : 'BAD_INPUT',
              message: comparison.reason ?? `The comparison is ${comparison.state}.`,
            },
          });
        const report = comparisonReport(comparison.choice, results);
        output.data(report, () => comparedText(report));
      });
    });
}

function show(output: Output, { progress, points }: ComparisonSnapshot): void {
  const { stage, way, share } = progress;
  const last = points.at(-1);
  const accuracy = last === undefined ? '' : ` ${(last.old * 100).toFixed(0)} %`;
  output.progress(`${way ?? stage}${accuracy},`, Math.floor(share * 1000), 1000);
}

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

const list = (text: string): number[] => text.split(',').map(whole);

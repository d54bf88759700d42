import { type Command, InvalidArgumentError } from 'commander';
import { ratesAt } from '../../../models/metrics/score-curve.ts';
import { strangersPerFalseAccept } from '../../../models/metrics/thresholds.ts';
import type { CalibratedKind, Calibration, Measured } from '../../contract/calibration.ts';
import type { ThresholdInUse } from '../../contract/identification.ts';
import type { Host } from '../host.ts';
import type { Output } from '../output.ts';
import { withHost } from '../session.ts';

interface Options {
  readonly dataSet?: string;
  readonly own: boolean;
  readonly fpir?: number;
  readonly fmr?: number;
  readonly dryRun?: boolean;
}

export function addCalibrate(program: Command): void {
  const calibrate = program
    .command('calibrate')
    .description('measure thresholds on a data set and on the people enrolled here, and decide by them')
    .option('--data-set <dir>', 'a folder with one folder of pictures a person, none of whom is enrolled here')
    .option('--no-own', 'leave out the people enrolled here')
    .option('--fpir <rate>', 'share of strangers who may be accepted, smaller is stricter', rate)
    .option('--fmr <rate>', 'share of pairs of different people that may be accepted, smaller is stricter', rate)
    .option('--dry-run', 'measure and show, decide as before')
    .action(async (options: Options, command: Command) =>
      withHost(command, async (host, output) => {
        const measured = output.unwrap(
          await host.call(
            'calibration.measure',
            { own: options.own, ...(options.dataSet === undefined ? {} : { dataSet: options.dataSet }) },
            {
              onProgress: (value) => {
                const { done, total } = value as { done: number; total: number };
                output.progress('measuring', done, total);
              },
            },
          ),
        );
        const targets = {
          ...(options.fpir === undefined ? {} : { targetFpir: options.fpir }),
          ...(options.fmr === undefined ? {} : { targetFmr: options.fmr }),
        };
        if (options.dryRun !== true) output.unwrap(await host.call('calibration.use', { id: measured.id, ...targets }));
        await say(host, output, { ...measured, inForce: options.dryRun !== true });
      }),
    );

  calibrate
    .command('show')
    .description('what decides now')
    .action(async (_options, command: Command) =>
      withHost(command, async (host, output) => {
        const { inForce } = output.unwrap(await host.call('calibration.state', {}));
        await say(host, output, inForce);
      }),
    );

  calibrate
    .command('remove')
    .description('decide by the table that came with the model again')
    .action(async (_options, command: Command) =>
      withHost(command, async (host, output) => {
        const { inForce } = output.unwrap(await host.call('calibration.state', {}));
        if (inForce !== null) output.unwrap(await host.call('calibration.remove', { id: inForce.id }));
        output.data({ removed: inForce?.id ?? null }, () =>
          inForce === null ? 'Nothing was calibrated.' : 'Removed. The table that came with the model decides.',
        );
      }),
    );
}

async function say(host: Host, output: Output, calibration: Calibration | null): Promise<void> {
  const thresholds = output.unwrap(await host.call('identify.thresholds', {}));
  const value = {
    calibration: calibration === null ? null : summary(calibration, thresholds),
    identify: thresholds.identify,
    verify: thresholds.verify,
  };
  output.data(value, () =>
    [
      ...(calibration === null ? [] : textOf(calibration, thresholds)),
      ...[thresholds.identify, thresholds.verify].map(
        ({ kind, value: threshold, sentence }) =>
          `${kind === 'fpir' ? 'identify (1:N)' : 'verify (1:1)'}: threshold ${threshold.toFixed(4)} (higher is stricter); ${sentence}`,
      ),
    ].join('\n'),
  );
}

type Both = { readonly identify: ThresholdInUse; readonly verify: ThresholdInUse };

function summary({ identify, verify, ...rest }: Calibration, thresholds: Both) {
  const kind = ({ dataSet, own, table }: CalibratedKind, threshold: number) => ({
    table,
    dataSet: dataSet === null ? null : figures(dataSet, threshold),
    own: own === null ? null : figures(own, threshold),
  });
  return {
    ...rest,
    identify: kind(identify, thresholds.identify.value),
    verify: kind(verify, thresholds.verify.value),
  };
}

const figures = ({ mated, nonMated, finest, curve }: Measured, threshold: number) => ({
  mated,
  nonMated,
  finest,
  ...ratesAt(curve, threshold),
});

function textOf(calibration: Calibration, thresholds: Both): string[] {
  const { dataSet, own, modelId, inForce, at } = calibration;
  const lines = [`${modelId}, measured ${at}${inForce ? '' : ', decides nothing yet'}`];
  for (const name of ['identify', 'verify'] as const)
    for (const [source, measured] of [
      [
        dataSet === null ? null : `${dataSet.name} (${dataSet.people} people, ${dataSet.images} images)`,
        calibration[name].dataSet,
      ],
      [own === null ? null : `own people (${own.people}, ${own.templates} templates)`, calibration[name].own],
    ] as const) {
      if (source === null || measured === null) continue;
      const { fmr, fmrLow, fmrHigh, fnmr, fnmrLow, fnmrHigh } = ratesAt(measured.curve, thresholds[name].value);
      lines.push(
        `${name} on ${source}: FMR ${share(fmr, fmrLow, fmrHigh)} of ${measured.nonMated.toLocaleString('en')} comparisons; FNMR ${share(fnmr, fnmrLow, fnmrHigh)} of ${measured.mated.toLocaleString('en')}; ${measurable(measured)}`,
      );
    }
  return lines;
}

const measurable = ({ finest }: Measured): string =>
  finest === null
    ? 'no rate is measurable on so few'
    : `not measurable below 1 in ${strangersPerFalseAccept(finest).toLocaleString('en')}`;

function share(rate: number | null, low: number | null, high: number | null): string {
  if (rate === null) return 'not measurable';
  const figure = (value: number): string => `${Number((value * 100).toPrecision(2))} %`;
  return low === null || high === null ? figure(rate) : `${figure(rate)} (95 %: ${figure(low)} to ${figure(high)})`;
}

function rate(text: string): number {
  const value = Number(text);
  if (!(value > 0 && value < 1)) throw new InvalidArgumentError('A rate lies between 0 and 1.');
  return value;
}

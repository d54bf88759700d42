import { SegmentedControl } from '@mantine/core';
import {
  addedOf,
  agreementsOf,
  cellOf,
  medianOf,
  p95Of,
  slowdownsOf,
} from '../../../models/experiments/latency/answers.ts';
import { activations, BLOCKS, KERNELS, kernelKinds } from '../../../models/experiments/latency/workloads.ts';
import { timingsOf } from '../../../models/metrics/timings.ts';
import { Bars } from '../../charts/bars.tsx';
import { shortNumber } from '../../charts/digits.ts';
import { LineChart } from '../../charts/line-chart.tsx';
import { quietColour } from '../../charts/palette.ts';
import type { Series } from '../../charts/series.ts';
import { Bound } from '../frame/lit.tsx';
import { NumberTable } from './number-table.tsx';
import type { Settings } from './settings.ts';
import type { Shown } from './shown.ts';
import type { Words } from './texts.ts';
import { WorkPlot } from './work-plot.tsx';

interface Props {
  readonly shown: readonly Shown[];
  readonly t: Words;
}

/** Dotted: grey is one of the lines' colours, too. */
const belief = { colour: quietColour, dash: '1 3' } as const;

export function ChannelsPlot({ shown, t }: Props) {
  const curves = shown.map(({ result, ...looks }): Series => {
    const stairs = result.cells
      .filter((cell) => cell.id.startsWith('channels:'))
      .map((cell) => ({ x: Number(cell.id.split(':')[1]), ...timingsOf(cell.rounds) }))
      .sort((a, b) => a.x - b.x);
    return {
      ...looks,
      points: stairs.map(({ x, median }) => ({ x, y: median })),
      // Of many they would hide each other.
      ...(shown.length <= 4 && { band: stairs.map(({ x, low, high }) => ({ x, low, high })) }),
    };
  });
  const slowest = curves
    .flatMap(({ points }) => points.at(-1) ?? [])
    .reduce((most, one) => ((one.y ?? 0) > (most.y ?? 0) ? one : most), { x: 64, y: 1 } as {
      x: number;
      y: number | null;
    });
  const work: Series = {
    ...{ id: 'work', label: t('asWork'), ...belief },
    points: [16, 32, slowest.x].map((x) => ({ x, y: (slowest.y ?? 1) * (x / slowest.x) ** 2 })),
  };
  return (
    <Bound symbol="C">
      <LineChart
        title={t('channelsTitle')}
        hint={
          shown.length === 0
            ? t('beliefHint')
            : t(shown.length <= 4 ? 'channelsHint' : 'channelsHintMany', {
                runs: shown[0]!.result.cells[0]?.rounds.length ?? 0,
              })
        }
        series={[...curves.filter(({ points }) => points.length > 0), work]}
        x={{ label: t('channels'), scale: 'log', ticks: octaves(curves), format: String }}
        y={{ label: t('ms'), scale: 'log' }}
        height={340}
      />
    </Bound>
  );
}

/** Powers of two, as far as was measured. */
function octaves(curves: readonly Series[]): number[] {
  const measured = curves.flatMap(({ points }) => points.map(({ x }) => x));
  const [low, high] = measured.length === 0 ? [16, 64] : [Math.min(...measured), Math.max(...measured)];
  return Array.from({ length: 9 }, (_, i) => 2 ** i).filter((channels) => channels >= low && channels <= high);
}

export function BlocksPlot({ shown, t }: Props) {
  const ran = shown.filter(({ result }) => BLOCKS.some(({ id }) => cellOf(result, `block:${id}`) !== undefined));
  const times = ran.map(({ result }) =>
    BLOCKS.map(({ id }) => {
      const cell = cellOf(result, `block:${id}`);
      return cell === undefined ? null : { ms: medianOf(cell), p95: p95Of(cell) };
    }),
  );
  // Of two machines there are too many for names in the head.
  const many = ran.length > 8;
  const agreements = agreementsOf(ran.map(({ result }, i) => ({ ...result, backend: String(i) as never })));
  return (
    <>
      <NumberTable
        title={t('blocksTitle')}
        hint={ran.length === 0 ? t('notMeasured') : t('blocksHint')}
        rowWord={t('backend')}
        rows={ran.map(({ label }) => label)}
        columns={BLOCKS.map(({ id }) => t(`block_${id}` as 'block_dense1'))}
        cell={(row, column) => {
          const own = times[row]![column] ?? null;
          if (own === null) return null;
          const all = times[row]!.flatMap((one) => one?.ms ?? []);
          const rank = all.filter((ms) => ms < own.ms).length + 1;
          const ratio = own.ms / Math.min(...all);
          return {
            value: own.ms,
            text: `${rank} · ×${shortNumber(ratio, 2)}`,
            shade: (rank - 1) / Math.max(1, all.length - 1),
            said: `${shortNumber(own.ms)} ${t('ms')} (p95 ${shortNumber(own.p95)})`,
          };
        }}
      />
      {ran.length > 1 && (
        <NumberTable
          title={t('agreeTitle')}
          hint={t('agreeHint')}
          rowWord={t('backend')}
          rows={ran.map(({ label }, i) => (many ? `${i + 1}. ${label}` : label))}
          columns={ran.map(({ label }, i) => (many ? String(i + 1) : label))}
          cell={(row, column) => {
            if (row === column) return null;
            const [a, b] = [String(Math.min(row, column)), String(Math.max(row, column))];
            const tau = agreements.find((one) => String(one.a) === a && String(one.b) === b)?.tau;
            if (tau === undefined) return null;
            return { value: tau, text: shortNumber(tau, 2), shade: Math.max(0, tau), said: `τ = ${shortNumber(tau)}` };
          }}
        />
      )}
    </>
  );
}

export function ActivationPlot({ shown, t }: Props) {
  const ran = shown.filter(({ result }) => cellOf(result, 'activation:after:none') !== undefined);
  const added = ran.map(({ result }) => addedOf([result]));
  return (
    <NumberTable
      title={t('activationTitle')}
      hint={ran.length === 0 ? t('notMeasured') : t('activationHint')}
      rowWord={t('backend')}
      rows={ran.map(({ label }) => label)}
      columns={[...activations]}
      cell={(row, column) => {
        const kind = activations[column]!;
        const share = added[row]!.find((one) => one.kind === kind)?.share;
        if (share === undefined) return null;
        const { result } = ran[row]!;
        const ms = (id: string): string => shortNumber(medianOf(cellOf(result, id) ?? { rounds: [] }));
        const alone = t('aloneMs', { ms: ms(`activation:alone:${kind}`) });
        const sign = share < 0 ? '−' : '+';
        return {
          value: share,
          text: `${sign}${shortNumber(Math.abs(100 * share), 2)} %`,
          shade: Math.min(1, Math.max(0, share)),
          said: `${ms(`activation:after:${kind}`)} / ${ms('activation:after:none')} ${t('ms')}; ${alone}`,
        };
      }}
    />
  );
}

export function KernelPlot({
  shown,
  t,
  kernel,
  change,
}: Props & { readonly kernel: Settings['kernel']; readonly change: (part: Partial<Settings>) => void }) {
  const curves = shown.flatMap(({ result, ...looks }): Series[] => {
    const one = cellOf(result, `kernel:${kernel}:1`);
    if (one === undefined) return [];
    const points = KERNELS.flatMap((x) => {
      const cell = cellOf(result, `kernel:${kernel}:${x}`);
      return cell === undefined ? [] : [{ x, y: medianOf(cell) / medianOf(one) }];
    });
    return [{ ...looks, points }];
  });
  const work: Series = {
    ...{ id: 'work', label: 'k²', ...belief },
    points: KERNELS.map((x) => ({ x, y: x * x })),
  };
  return (
    <Bound symbol="k">
      <LineChart
        title={t('kernelTitle', { kind: t(`kernel_${kernel}`) })}
        hint={curves.length === 0 ? t('beliefHint') : t('kernelHint')}
        series={[...curves, work]}
        x={{ label: t('side'), domain: [1, 9], ticks: KERNELS, format: String }}
        y={{ label: t('times'), scale: 'log' }}
        height={340}
        aside={
          <SegmentedControl
            size="xs"
            aria-label={t('kernelKinds')}
            value={kernel}
            data={kernelKinds.map((id) => ({ value: id, label: t(`kernel_${id}`) }))}
            onChange={(next) => change({ kernel: next as Settings['kernel'] })}
          />
        }
      />
    </Bound>
  );
}

export function PlatformsPlot({ shown, t }: Props) {
  const slowdowns = slowdownsOf(shown.map(({ result }, i) => ({ ...result, backend: String(i) as never })));
  const bars = slowdowns.map(({ backend, times, low, high }) => {
    const { result: _, ...looks } = shown[Number(backend)]!;
    return {
      ...looks,
      value: times,
      interval: [low, high] as const,
      said: `× ${shortNumber(times)}`,
    };
  });
  const most = Math.max(10, ...bars.map(({ interval }) => interval[1]));
  return (
    <>
      <Bars
        title={t('platformsTitle')}
        hint={bars.length === 0 ? t('notMeasured') : t('platformsHint')}
        bars={bars}
        x={{ label: '×', scale: 'log', domain: [0.5, most] }}
        rowWord={t('backend')}
        valueWord="×"
        endWords={['10 %', '90 %']}
      />
      <WorkPlot shown={shown} t={t} />
    </>
  );
}

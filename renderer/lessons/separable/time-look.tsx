import type { BlockTiming, TimeProgress } from '../../../models/experiments/separable/time.ts';
import { againstDense, type TimedBlock } from '../../../models/experiments/separable/timed-block.ts';
import { blockKinds } from '../../../models/layers/convolutions/blocks.ts';
import { Bars } from '../../charts/bars.tsx';
import { countOf, shortNumber } from '../../charts/digits.ts';
import { LineChart } from '../../charts/line-chart.tsx';
import { quietColour } from '../../charts/palette.ts';
import type { Series } from '../../charts/series.ts';
import type { ViewProps } from '../frame/lesson.ts';
import { useTask } from '../frame/use-task.ts';
import { useTexts } from '../frame/use-texts.ts';
import { ExactSlider } from '../parts/exact-slider.tsx';
import { NumberChoice } from '../parts/number-choice.tsx';
import { RunBar } from '../parts/run-bar.tsx';
import { type Settings, widths } from './settings.ts';
import { texts, type Words } from './texts.ts';
import { kindColour } from './training.ts';

/** About how long a round of all blocks takes, in seconds: said before it is known. */
const secondsARound = 0.06;
/** Multiply-accumulates of the smallest to the largest block. */
const WORK = [1e4, 2e8] as const;

/** Every block at every width by the clock, against the work that it is. */
export function TimeLook({ settings, change }: ViewProps<Settings>) {
  const t = useTexts(texts);
  const { kernel, groups, expansion, runs, seed, width } = settings;
  const task = useTask<{ readonly blocks: readonly TimedBlock[] }, TimeProgress>('separable', 'time');
  // Of the rounds so far, or of all of the last time.
  const blocks = task.step?.blocks ?? task.result?.blocks ?? [];
  const begin = (): void =>
    task.start({ kinds: blockKinds, widths, kernel, groups, expansion, runs, seed } satisfies BlockTiming);
  const slow = againstDense(blocks).filter(({ quicker }) => !quicker);
  const timed = blocks.length > 0;
  return (
    <div className="lesson-look">
      <div className="sep-controls">
        <ExactSlider
          label={t('runs')}
          value={runs}
          low={5}
          high={200}
          step={5}
          whole
          onChange={(next) => change({ runs: next })}
        />
        <RunBar task={task} starts={[{ label: t('measure'), onStart: begin, quiet: timed }]} />
      </div>
      <LineChart
        title={t('timeTitle')}
        hint={timed ? t('timeHint') : t('notTimed', { seconds: Math.ceil(2 + (runs + 3) * secondsARound) })}
        series={curvesOf(blocks, t)}
        x={{ label: t('macs'), scale: 'log', domain: WORK, format: countOf }}
        y={{ label: t('ms'), scale: 'log', domain: decadesAround(blocks) }}
        height={300}
      />
      <NumberChoice
        label={t('width')}
        sign="N"
        symbol="N"
        values={widths}
        value={width}
        onChange={(next) => change({ width: next })}
      />
      <div className="sep-two">
        <Bars
          title={t('timeAtTitle', { width })}
          hint={t('timeAtHint', { runs: blocks[0]?.runs ?? runs })}
          bars={blockKinds.map((kind) => {
            const block = blocks.find((one) => one.kind === kind && one.width === width);
            return {
              ...{ id: kind, label: t(`kind_${kind}`), colour: kindColour(kind), value: block?.median ?? null },
              interval: block === undefined ? null : [block.low, block.high],
              said: block === undefined ? '–' : `${shortNumber(block.median)} ${t('ms')}`,
            };
          })}
          x={{
            label: t('ms'),
            ...(timed ? { domain: [0, mostAt(blocks, width)] as const } : { domain: [0, 1] as const }),
          }}
          rowWord={t('blockWord')}
          valueWord={t('ms')}
        />
        <section className="sep-slow" aria-label={t('notFaster')}>
          <h3>{t('notFaster')}</h3>
          {!timed || task.running ? (
            <p className="quiet">{timed ? t('slowLater') : '–'}</p>
          ) : slow.length === 0 ? (
            <p>{t('allFaster')}</p>
          ) : (
            <ul>
              {slow.map(({ block, work, time }) => (
                <li key={`${block.kind} ${block.width}`}>
                  {t('pairLine', {
                    ...{ kind: t(`kind_${block.kind}`), width: block.width },
                    ...{ work: shortNumber(100 * work, 2), time: shortNumber(100 * time) },
                  })}
                </li>
              ))}
            </ul>
          )}
          <p className="quiet">{t('whyNot')}</p>
        </section>
      </div>
    </div>
  );
}

const mostAt = (blocks: readonly TimedBlock[], width: number): number =>
  1.1 * Math.max(...blocks.filter((one) => one.width === width).map(({ high }) => high));

/** Whole decades that hold all times, at least those of most machines: a chart that grows does not jump. */
const decadesAround = (blocks: readonly TimedBlock[]): [number, number] => [
  10 ** Math.floor(Math.log10(Math.min(0.01, ...blocks.map(({ low }) => low)))),
  10 ** Math.ceil(Math.log10(Math.max(10, ...blocks.map(({ high }) => high)))),
];

function curvesOf(blocks: readonly TimedBlock[], t: Words): Series[] {
  if (blocks.length === 0) return [];
  const curves = blockKinds.map((kind): Series => {
    const own = blocks.filter((block) => block.kind === kind).sort((a, b) => a.macs - b.macs);
    return {
      ...{ id: kind, colour: kindColour(kind) },
      label: kind === 'inverted' || kind === 'shuffle' ? t(`short_${kind}`) : t(`kind_${kind}`),
      points: own.map(({ macs, median }) => ({ x: macs, y: median })),
      band: own.map(({ macs, low, high }) => ({ x: macs, low, high })),
    };
  });
  const [low] = decadesAround(blocks);
  const largest = blocks
    .filter(({ kind }) => kind === 'dense')
    .sort((a, b) => a.macs - b.macs)
    .at(-1);
  if (largest === undefined) return curves;
  return [
    ...curves,
    {
      ...{ id: 'proportional', label: t('proportional'), colour: quietColour },
      // From where it comes into the chart.
      points: [Math.max(WORK[0], (largest.macs * low) / largest.median), largest.macs].map((x) => ({
        x,
        y: (largest.median * x) / largest.macs,
      })),
    },
  ];
}

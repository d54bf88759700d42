import { SegmentedControl } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { GridProgress, GridRun } from '../../../models/experiments/batch-lr/grid.ts';
import type { GradientNoise } from '../../../models/experiments/batch-lr/noise.ts';
import type { GridInput, GridResult } from '../../../models/experiments/batch-lr.ts';
import { shortNumber } from '../../charts/digits.ts';
import { LineChart } from '../../charts/line-chart.tsx';
import { lineColour, quietColour } from '../../charts/palette.ts';
import type { Series } from '../../charts/series.ts';
import { useCursor } from '../../charts/use-cursor.ts';
import type { ViewProps } from '../frame/lesson.ts';
import { Bound } from '../frame/lit.tsx';
import { useTask } from '../frame/use-task.ts';
import { useTexts } from '../frame/use-texts.ts';
import { ExactSlider } from '../parts/exact-slider.tsx';
import { RunBar } from '../parts/run-bar.tsx';
import './batch-lr.css';
import { HeatMap, runAt } from './heat-map.tsx';
import { inputOf } from './lesson.ts';
import { batches, clocks, rates, type Settings } from './settings.ts';
import { texts, type Words } from './texts.ts';

const people = 8;
const pictures = 128;

/** The grid as it is trained; a cell chosen in it, its curve and those that scaling leads to; the gradient's noise. */
export function View({ settings, change }: ViewProps<Settings>) {
  const t = useTexts(texts);
  const cursor = useCursor();
  const { batch, rate, by, epochs } = settings;
  const [kept, keep] = useState<readonly GridRun[]>([]);
  const { running, step, result, failure, start, cancel } = useTask<GridResult, GridProgress>('batch-lr', 'train');
  const runs = step?.runs ?? result?.runs ?? kept;
  const begin = (): void => {
    keep([]);
    start(inputOf(settings) satisfies GridInput);
  };
  const stop = (): void => {
    keep(runs);
    cancel();
  };
  // A cell that is clicked, or entered by keys, is the one whose curves are shown.
  const { x: pointed, pinned } = cursor;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what is pinned anew is a choice
  useEffect(() => {
    if (pinned && pointed !== null) change({ batch: Math.floor(pointed / rates.length), rate: pointed % rates.length });
  }, [pinned, pointed]);
  return (
    <div className="lr">
      <div className="lr-controls">
        <ExactSlider
          label={t('epochs')}
          value={epochs}
          low={2}
          high={40}
          step={1}
          whole
          onChange={(next) => change({ epochs: next })}
        />
        <RunBar task={{ running, step, failure, cancel: stop }} starts={[{ label: t('train'), onStart: begin }]} />
      </div>
      <div className="lr-two">
        <div>
          <HeatMap {...{ runs, batch, rate, cursor, t }} guessing={Math.log(people)} />
        </div>
        <div className="lr-beside">
          <Bound symbol="B">
            <Choice
              label={t('batch')}
              sign="B"
              values={batches}
              at={batch}
              onChange={(next) => change({ batch: next })}
            />
          </Bound>
          <Bound symbol="eta">
            <Choice label={t('rate')} sign="η" values={rates} at={rate} onChange={(next) => change({ rate: next })} />
          </Bound>
          <LineChart
            title={t('curvesTitle')}
            hint={runs.length === 0 ? t('notTrained') : t('curvesHint')}
            series={curvesOf(runs, settings, t)}
            x={{ label: t(`by_${by}`) }}
            y={{ label: t('loss'), domain: [0, 3] }}
            height={230}
            aside={
              <SegmentedControl
                size="xs"
                aria-label={t('clock')}
                value={by}
                data={clocks.map((id) => ({ value: id, label: t(`by_${id}`) }))}
                onChange={(next) => change({ by: next as Settings['by'] })}
              />
            }
          />
        </div>
      </div>
      <Bound symbol="noise">
        <LineChart
          title={t('noiseTitle')}
          hint={result === null ? t('noiseNotYet') : t('noiseHint', { scale: shortNumber(result.noise.scale, 2) })}
          series={noiseSeries(result?.noise ?? null, t)}
          x={{ label: t('batch'), scale: 'log', domain: [1, 64], ticks: batches }}
          y={{ label: t('noise'), scale: 'log' }}
        />
      </Bound>
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly sign: string;
  readonly values: readonly number[];
  readonly at: number;
  readonly onChange: (at: number) => void;
}

/** One of the grid's values. */
function Choice({ label, sign, values, at, onChange }: ChoiceProps) {
  return (
    <div className="lr-choice">
      <span>
        <i>{sign}</i> {label}
      </span>
      <SegmentedControl
        size="xs"
        aria-label={label}
        value={String(at)}
        data={values.map((value, i) => ({ value: String(i), label: String(value) }))}
        onChange={(next) => onChange(Number(next))}
      />
    </div>
  );
}

/** The chosen cell, and where doubling the batch leads: at the same rate, and at twice the rate. */
function curvesOf(runs: readonly GridRun[], { batch, rate, by }: Settings, t: Words): Series[] {
  const cells = [
    { id: 'chosen', colour: lineColour(0), run: runAt(runs, batch, rate) },
    { id: 'same', colour: lineColour(4), run: runAt(runs, batch + 1, rate) },
    { id: 'linear', colour: lineColour(1), run: runAt(runs, batch + 1, rate + 1) },
  ];
  return cells.flatMap(({ id, colour, run }) => {
    if (run === undefined) return [];
    const at = ({ step, seconds }: GridRun['curve'][number]): number =>
      by === 'step' ? step : by === 'epoch' ? (step * run.batch) / pictures : seconds;
    return [
      {
        ...{ id, colour, label: t('curve', { batch: run.batch, rate: run.rate }) },
        points: run.curve.map((point) => ({ x: at(point), y: Math.min(3, point.loss) })),
      },
    ];
  });
}

function noiseSeries(noise: GradientNoise | null, t: Words): Series[] {
  if (noise === null) return [];
  const points = noise.relative.map(({ batch, noise: value }) => ({ x: batch, y: value }));
  return [
    { id: 'measured', label: t('measuredNoise'), colour: lineColour(0), points },
    {
      ...{ id: 'law', label: t('lawOfNoise'), colour: quietColour },
      points: [1, 2, 4, 8, 16, 32, 64].map((x) => ({ x, y: noise.scale / x })),
    },
  ];
}

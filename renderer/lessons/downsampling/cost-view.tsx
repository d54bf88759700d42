import { SegmentedControl } from '@mantine/core';
import { useRef, useState } from 'react';
import {
  type CostInput,
  type CostProgress,
  countsOf,
  type WayCost,
} from '../../../models/experiments/downsampling/cost.ts';
import { wayIds } from '../../../models/experiments/downsampling/ways.ts';
import { Bars } from '../../charts/bars.tsx';
import { countOf, shortNumber } from '../../charts/digits.ts';
import { lineColour } from '../../charts/palette.ts';
import type { ViewProps } from '../frame/lesson.ts';
import { useTask } from '../frame/use-task.ts';
import { useTexts } from '../frame/use-texts.ts';
import { ExactSlider } from '../parts/exact-slider.tsx';
import { RunBar } from '../parts/run-bar.tsx';
import { CHANNELS, RUNS, type Settings, sides } from './settings.ts';
import { texts } from './texts.ts';
import { WayControls } from './way-controls.tsx';

/** A layer of each kind: weights and operations counted, milliseconds measured here and now. */
export function CostView(props: ViewProps<Settings>) {
  const t = useTexts(texts);
  const { settings, change } = props;
  const { side, channels, k, taps, runs, seed } = settings;
  const input: CostInput = { side, channels, k, taps, runs, seed };
  const key = JSON.stringify(input);
  const [kept, keep] = useState<{ readonly key: string; readonly costs: readonly WayCost[] } | null>(null);
  const begun = useRef(key);
  const told = (costs: readonly WayCost[]): void => keep({ key: begun.current, costs });
  const task = useTask<readonly WayCost[], CostProgress>(
    ...(['downsampling', 'cost', told] as const),
    ({ soFar }) => soFar && told(soFar),
  );
  const start = (): void => {
    begun.current = key;
    task.start(input);
  };
  // Of other settings than these there is no measurement.
  const costs = kept?.key === key ? kept.costs : null;
  return (
    <section className="lesson-look" aria-label={t('look_cost')}>
      <div className="down-controls">
        <ExactSlider
          label={t('channels')}
          value={channels}
          low={CHANNELS[0]}
          high={CHANNELS[1]}
          step={8}
          whole
          onChange={(next) => change({ channels: next })}
        />
        <ExactSlider
          label={t('runs')}
          value={runs}
          low={RUNS[0]}
          high={RUNS[1]}
          step={5}
          whole
          onChange={(next) => change({ runs: next })}
        />
        <div className="down-row">
          <span>{t('sideWord')}</span>
          <SegmentedControl
            size="xs"
            aria-label={t('sideWord')}
            value={String(side)}
            data={sides.map(String)}
            onChange={(next) => change({ side: Number(next) as Settings['side'] })}
          />
        </div>
        <WayControls {...props} anyWeights />
        <RunBar task={task} starts={[{ label: t('measure'), onStart: start, quiet: costs !== null }]} />
      </div>
      <div className="down-two">
        <Bars
          title={t('timeTitle')}
          hint={costs === null ? t('timeNone') : t('timeHint', { runs, side, channels })}
          rowWord={t('way')}
          valueWord={t('ms')}
          x={{ label: t('ms'), domain: [0, Math.max(0.1, ...(costs ?? []).map(({ median }) => median)) * 1.05] }}
          bars={wayIds.map((way, i) => {
            const cost = costs?.find((one) => one.way === way);
            return {
              ...{ id: way, label: t(`way_${way}`), colour: lineColour(i), value: cost?.median ?? null },
              said:
                cost === undefined ? '–' : t('timeSaid', { ms: shortNumber(cost.median), p95: shortNumber(cost.p95) }),
            };
          })}
        />
        <Bars
          title={t('opsTitle')}
          hint={t('opsHint', { weights: countOf(countsOf('strided', input).weights) })}
          rowWord={t('way')}
          valueWord={t('ops')}
          x={{ label: t('ops'), scale: 'log', domain: [1e4, 1e9], format: (value) => countOf(value) }}
          bars={wayIds.map((way, i) => {
            const { macs } = countsOf(way, input);
            return {
              ...{ id: way, label: t(`way_${way}`), colour: lineColour(i), value: macs },
              said: countOf(macs),
            };
          })}
        />
      </div>
    </section>
  );
}

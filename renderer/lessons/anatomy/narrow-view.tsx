import { SegmentedControl, Switch } from '@mantine/core';
import { useState } from 'react';
import type { NarrowInput } from '../../../models/experiments/anatomy/input.ts';
import { headInputs, type Part, type PartProgress, type PartRun } from '../../../models/experiments/anatomy/parts.ts';
import { WIDTHS } from '../../../models/experiments/anatomy.ts';
import { percent } from '../../charts/digits.ts';
import { LineChart } from '../../charts/line-chart.tsx';
import { lineColour, quietColour } from '../../charts/palette.ts';
import type { Series } from '../../charts/series.ts';
import type { ViewProps } from '../frame/lesson.ts';
import { Bound } from '../frame/lit.tsx';
import { useTask } from '../frame/use-task.ts';
import { useTexts } from '../frame/use-texts.ts';
import { ExactSlider } from '../parts/exact-slider.tsx';
import { RunBar } from '../parts/run-bar.tsx';
import { necks, type Settings, WIDTH_MOST } from './settings.ts';
import { texts, type Words } from './texts.ts';
import { partsSize } from './training.ts';

type Kept = PartRun & { readonly ofSeed: number };

/** A narrow place before the head: each point is networks trained here and now. */
export function NarrowView({ settings, change }: ViewProps<Settings>) {
  const t = useTexts(texts);
  const { width, neck, linear, repeats, seed } = settings;
  const [kept, keep] = useState<readonly Kept[]>([]);
  const task = useTask<{ readonly runs: readonly PartRun[] }, PartProgress>(
    'anatomy',
    'narrow',
    undefined,
    ({ run }) => {
      if (run === undefined) return;
      keep((before) => [...before.filter((one) => !isSame(one, run) || one.ofSeed !== seed), { ...run, ofSeed: seed }]);
    },
  );
  const train = (widths: readonly (number | null)[]): void =>
    task.start({
      ...{ seed, repeats, ...partsSize },
      parts: widths.map((bottleneck): Part => ({ neck, bottleneck, linear })),
    } satisfies NarrowInput);
  const own = kept.filter((run) => run.ofSeed === seed && run.part.neck === neck);
  const here = own.filter((run) => run.part.bottleneck === width && run.part.linear === linear);
  const inputs = headInputs(neck);
  return (
    <section className="lesson-look anatomy-look" aria-label={t('look_narrow')}>
      <div className="anatomy-controls">
        <ExactSlider
          label={t('width')}
          sign="w"
          symbol="w"
          value={width}
          low={1}
          high={WIDTH_MOST}
          step={1}
          whole
          onChange={(next) => change({ width: next })}
        />
        <ExactSlider
          label={t('repeats')}
          value={repeats}
          low={1}
          high={5}
          step={1}
          whole
          onChange={(next) => change({ repeats: next })}
        />
        <div className="anatomy-row">
          <span>{t('neck')}</span>
          <SegmentedControl
            size="xs"
            aria-label={t('neck')}
            value={neck}
            data={necks.map((id) => ({ value: id, label: t(`neck_${id}`) }))}
            onChange={(next) => change({ neck: next as Settings['neck'] })}
          />
        </div>
        <Bound symbol="s">
          <Switch
            label={t('linearOnly')}
            checked={linear}
            onChange={(event) => change({ linear: event.currentTarget.checked })}
          />
        </Bound>
      </div>
      <p className="anatomy-about" role="status">
        {here.length === 0
          ? t('widthUntrained', { inputs, width })
          : t('widthTrained', {
              ...{ inputs, width, weights: here[0]!.headWeights },
              accuracy: percent(meanOf(here.map(({ accuracy }) => accuracy)), 100),
              networks: here.length,
              bend: meanOf(here.map(({ bend }) => bend)).toPrecision(2),
            })}
      </p>
      <RunBar
        task={task}
        starts={[
          { label: t('trainAll'), onStart: () => train([null, ...WIDTHS]) },
          { label: t('trainOne', { width }), onStart: () => train([width]), quiet: true },
        ]}
      />
      <LineChart
        title={t('narrowTitle')}
        hint={t(own.length === 0 ? 'narrowNone' : 'narrowHint')}
        height={300}
        x={{ label: t('widthAxis'), scale: 'log', domain: [1, WIDTH_MOST], ticks: WIDTHS, format: String }}
        y={{ label: t('recognised'), domain: [0, 1], format: (value) => percent(value, 100) }}
        series={seriesOf(own, t)}
      />
    </section>
  );
}

const isSame = (a: PartRun, b: PartRun): boolean =>
  a.seed === b.seed &&
  a.part.neck === b.part.neck &&
  a.part.bottleneck === b.part.bottleneck &&
  a.part.linear === b.part.linear;
const meanOf = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;

/** With and without activations, over widths; as levels, no bottleneck and guessing. */
function seriesOf(runs: readonly PartRun[], t: Words): Series[] {
  const level = (id: string, label: string, y: number, colour: string): Series => ({
    ...{ id, label, colour, kind: 'reference', points: [{ x: 1, y }] },
  });
  const curves = [false, true].flatMap((linear): Series[] => {
    const own = runs.filter(({ part }) => part.linear === linear);
    const widths = [...new Set(own.flatMap(({ part }) => part.bottleneck ?? []))].sort((a, b) => a - b);
    const at = widths.map((width) => own.filter(({ part }) => part.bottleneck === width).map((run) => run.accuracy));
    const none = own.filter(({ part }) => part.bottleneck === null).map((run) => run.accuracy);
    const [label, colour] = [t(linear ? 'linearCurve' : 'plainCurve'), lineColour(linear ? 1 : 0)];
    return [
      ...(widths.length === 0
        ? []
        : [
            {
              ...{ id: String(linear), label, colour },
              points: widths.map((x, i) => ({ x, y: meanOf(at[i]!) })),
              band: widths.map((x, i) => ({ x, low: Math.min(...at[i]!), high: Math.max(...at[i]!) })),
            },
          ]),
      ...(none.length === 0
        ? []
        : [level(`none ${linear}`, t(linear ? 'noBottleneckLinear' : 'noBottleneck'), meanOf(none), colour)]),
    ];
  });
  return [...curves, level('guessing', t('guessing'), 1 / partsSize.people, quietColour)];
}

import { SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TrainingBaselines } from '../../../main/contract/training.ts';
import type { StepPoint, ValidationPoint } from '../../../main/contract/training-reports.ts';
import { clock } from '../../charts/digits.ts';
import { LineChart } from '../../charts/line-chart.tsx';
import { lineColour, quietColour } from '../../charts/palette.ts';
import type { AxisSpec, Series } from '../../charts/series.ts';
import { useCursor } from '../../charts/use-cursor.ts';
import { type MetricId, metricIds, metricOf, metricWord } from '../metrics.ts';
import { smoothed, windowOf } from './smoothed.ts';

interface Props {
  readonly points: readonly StepPoint[];
  readonly validation: readonly ValidationPoint[];
  readonly baselines: TrainingBaselines | null;
}

type Along = 'step' | 'epoch' | 'seconds';

/** Of the three that are only watched. */
const small = 150;

/** What training does, over the same steps in all charts; one cursor for all. */
export function Curves({ points, validation, baselines }: Props) {
  const { t } = useTranslation(['trainRun', 'train']);
  const [along, setAlong] = useState<Along>('step');
  const [metric, setMetric] = useState<MetricId>('pAt1');
  const cursor = useCursor();
  const x: AxisSpec = {
    label: t(`along_${along}`),
    domain: [0, Math.max(1e-9, points.at(-1)?.[along] ?? 0, validation.at(-1)?.[along] ?? 0) || 1],
    ...(along === 'seconds' ? { format: clock } : {}),
  };
  const of = (pick: (point: StepPoint) => number) => points.map((point) => ({ x: point[along], y: pick(point) }));
  const shared = { x, cursor };
  const loss = of((point) => point.loss);
  const active = of((point) => point.active);
  const window = windowOf(loss.length);
  const share: AxisSpec = { label: '', domain: [0, 1] };
  return (
    <section className="train-charts" aria-label={t('curves')}>
      <LineChart
        {...shared}
        title={t('train:loss')}
        hint={t('lossHint')}
        y={{ label: '' }}
        aside={
          <SegmentedControl
            size="xs"
            aria-label={t('along')}
            value={along}
            onChange={(value) => setAlong(value as Along)}
            data={(['step', 'epoch', 'seconds'] as const).map((value) => ({ value, label: t(`along_${value}`) }))}
          />
        }
        series={[
          { id: 'loss', label: t('eachStep'), colour: lineColour(0), points: loss, kind: 'faint' },
          { id: 'mean', label: t('meanOf', { count: window }), colour: lineColour(0), points: smoothed(loss, window) },
        ]}
      />
      <LineChart
        {...shared}
        title={t('metric', { name: metricWord(metric) })}
        hint={t('metricHint')}
        y={{ label: '', ...(metric === 'eer' ? {} : { domain: [0, 1] }) }}
        aside={
          <SegmentedControl
            size="xs"
            aria-label={t('whichMetric')}
            value={metric}
            onChange={(value) => setMetric(value as MetricId)}
            data={metricIds.map((value) => ({ value, label: metricWord(value) }))}
          />
        }
        series={[
          {
            id: 'validation',
            label: t('thisRun'),
            colour: lineColour(1),
            points: validation.map((point) => ({ x: point[along], y: metricOf(point.figures, metric) })),
          },
          ...baselineLevels(baselines, metric, (name) => t(`baseline_${name}`)),
        ]}
      />
      <LineChart
        {...shared}
        title={t('active')}
        hint={t('activeHint')}
        y={share}
        height={small}
        series={[
          { id: 'active', label: t('eachStep'), colour: lineColour(2), points: active, kind: 'faint' },
          {
            id: 'mean',
            label: t('meanOf', { count: window }),
            colour: lineColour(2),
            points: smoothed(active, window),
          },
        ]}
      />
      <LineChart
        {...shared}
        title={t('spread')}
        hint={t('spreadHint')}
        y={share}
        height={small}
        series={[{ id: 'spread', label: t('spread'), colour: lineColour(3), points: of((point) => point.spread) }]}
      />
      <LineChart
        {...shared}
        title={t('lengths')}
        hint={t('lengthsHint')}
        y={{ label: '' }}
        height={small}
        series={[
          {
            id: 'norm',
            label: t('lengths'),
            colour: lineColour(4),
            points: of((point) => point.norm.mean),
            band: points.map(({ norm, ...point }) => ({
              x: point[along],
              low: norm.mean - norm.deviation,
              high: norm.mean + norm.deviation,
            })),
          },
        ]}
      />
    </section>
  );
}

/** What training has to beat, as thin lines: the same metric without it. */
export function baselineLevels(
  baselines: TrainingBaselines | null,
  metric: MetricId,
  word: (name: keyof TrainingBaselines) => string,
): Series[] {
  const names = ['pixels', 'pca', 'untrained', 'pretrained', 'frFeature'] as const;
  return names.flatMap((name) => {
    const figures = baselines?.[name]?.figures;
    if (figures === undefined) return [];
    const y = metricOf(figures, metric);
    return [{ id: name, label: word(name), colour: quietColour, kind: 'reference' as const, points: [{ x: 0, y }] }];
  });
}

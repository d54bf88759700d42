import { SegmentedControl } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RunSummary } from '../../../main/contract/training.ts';
import { LineChart } from '../../charts/line-chart.tsx';
import { lineColour } from '../../charts/palette.ts';
import { useCursor } from '../../charts/use-cursor.ts';
import { call } from '../../host/host.ts';
import { type MetricId, metricIds, metricOf, metricWord } from '../metrics.ts';
import { smoothed, windowOf } from '../run/smoothed.ts';
import type { RunDetail } from '../run/use-run.ts';

type Along = 'step' | 'seconds';

/** The curves of several runs over each other, a colour a run. */
export function Compare({ runs }: { runs: readonly RunSummary[] }) {
  const { t } = useTranslation(['trainRun', 'train']);
  const details = useDetails(runs);
  const [metric, setMetric] = useState<MetricId>('mapAtR');
  const [along, setAlong] = useState<Along>('step');
  const cursor = useCursor();
  const shown = runs.flatMap((run, i) => {
    const detail = details.get(run.id);
    return detail === undefined ? [] : [{ run, detail, colour: lineColour(i) }];
  });
  const x = { label: t(`along_${along}`) };
  return (
    <section className="card" aria-label={t('compare')}>
      <div className="train-charts">
        <LineChart
          title={t('metric', { name: metricWord(metric) })}
          hint={t('compareHint')}
          x={x}
          y={{ label: '' }}
          cursor={cursor}
          series={shown.map(({ run, detail, colour }) => ({
            id: run.id,
            label: run.name,
            colour,
            points: detail.curves.validation.map((point) => ({ x: point[along], y: metricOf(point.figures, metric) })),
          }))}
          aside={
            <SegmentedControl
              size="xs"
              aria-label={t('whichMetric')}
              value={metric}
              onChange={(value) => setMetric(value as MetricId)}
              data={metricIds.map((value) => ({ value, label: metricWord(value) }))}
            />
          }
        />
        <LineChart
          title={t('train:loss')}
          hint={t('compareLossHint')}
          x={x}
          y={{ label: '' }}
          cursor={cursor}
          series={shown.map(({ run, detail, colour }) => {
            const points = detail.curves.training.map((point) => ({ x: point[along], y: point.loss }));
            return { id: run.id, label: run.name, colour, points: smoothed(points, windowOf(points.length)) };
          })}
          aside={
            <SegmentedControl
              size="xs"
              aria-label={t('along')}
              value={along}
              onChange={(value) => setAlong(value as Along)}
              data={(['step', 'seconds'] as const).map((value) => ({ value, label: t(`along_${value}`) }))}
            />
          }
        />
      </div>
    </section>
  );
}

/** Asked once a run and again when it changed. */
function useDetails(runs: readonly RunSummary[]): ReadonlyMap<string, RunDetail> {
  const [details, setDetails] = useState<ReadonlyMap<string, RunDetail>>(new Map());
  const wanted = runs.map(({ id, state, best }) => `${id} ${state} ${best?.step ?? 0}`).join('\n');
  useEffect(() => {
    let current = true;
    for (const line of wanted.split('\n')) {
      const runId = line.split(' ')[0] ?? '';
      if (runId === '') continue;
      void call('training.run', { runId }).then((outcome) => {
        if (current && outcome.ok) setDetails((before) => new Map(before).set(runId, outcome.value));
      });
    }
    return () => {
      current = false;
    };
  }, [wanted]);
  return details;
}

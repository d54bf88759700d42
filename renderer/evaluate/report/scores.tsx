import { SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScoreHistogram } from '../../../main/contract/evaluation-report.ts';
import { HistogramChart } from '../../charts/histogram-chart.tsx';
import type { ScoreMark } from '../../charts/score-marks.tsx';
import { scoreKinds } from './chart-series.ts';

const scales = ['linear', 'log'] as const;

interface Props {
  readonly hint: string;
  readonly histogram: ScoreHistogram;
  readonly marks: readonly ScoreMark[];
  /** The threshold that decides here now, where the report is of its model. */
  readonly inUse: number | null;
}

/** Mated and non-mated scores with the thresholds. */
export function Scores({ hint, histogram, marks, inUse }: Props) {
  const { t } = useTranslation(['evaluateReport', 'charts']);
  const [scale, setScale] = useState<(typeof scales)[number]>('log');
  const kinds = useMemo(
    () => scoreKinds(histogram, { mated: t('charts:mated'), nonMated: t('charts:nonMated') }),
    [histogram, t],
  );
  const without = histogram.matedWithoutScore;
  return (
    <HistogramChart
      title={t('histogram')}
      hint={without > 0 ? `${hint} ${t('withoutScore', { count: without })}` : hint}
      kinds={kinds}
      x={{ label: t('charts:score'), format: (score) => score.toFixed(2) }}
      marks={inUse === null ? marks : [...marks, { id: 'inUse', label: t('markInUse'), score: inUse }]}
      scale={scale}
      height={340}
      aside={
        <SegmentedControl
          size="xs"
          aria-label={t('scale')}
          value={scale}
          onChange={(value) => setScale(value as (typeof scales)[number])}
          data={scales.map((value) => ({ value, label: t(`scale_${value}`) }))}
        />
      }
    />
  );
}

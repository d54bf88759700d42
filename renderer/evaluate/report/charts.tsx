import { SegmentedControl } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  EvaluationReport,
  IdentificationPart,
  ScoreHistogram as Histogram,
  VerificationPart,
} from '../../../main/contract/evaluation-report.ts';
import type { ScoreMark } from '../../charts/bins.ts';
import { LineChart } from '../../charts/line-chart.tsx';
import { rateTick, rateWords } from '../../charts/rates.ts';
import { ScoreHistogram } from '../../charts/score-histogram.tsx';
import type { TradeMark } from '../../charts/trade-off.ts';
import { TradeOff } from '../../charts/trade-off.tsx';
import { binsOf, runColours, sizeSeries, tradeSeries } from './chart-series.ts';

/** The pictures of a report. */
export function ReportCharts({ report }: { report: EvaluationReport }) {
  const { t } = useTranslation('evaluateReport');
  const { verification, identification } = report;
  return (
    <section className="report-charts" aria-label={t('charts')}>
      {verification !== null && <VerificationCharts part={verification} />}
      {identification !== null && <IdentificationCharts part={identification} />}
    </section>
  );
}

function VerificationCharts({ part }: { part: VerificationPart }) {
  const { t } = useTranslation('evaluateReport');
  const { det, eer, fnmrAtFmr, histogram } = part;
  const given = fnmrAtFmr.filter(({ value }) => value !== null);
  const marks: TradeMark[] = [
    ...(eer.value === null ? [] : [{ id: 'eer', label: `EER ${rateWords(eer.value)}`, x: eer.value, y: eer.value }]),
    ...given.map(({ target, value }) => ({
      id: String(target),
      label: t('markFmr', { target: rateTick(target) }),
      x: target,
      y: value ?? 0,
    })),
  ];
  const series = useMemo(
    () => (det === null ? [] : [tradeSeries({ id: 'own', label: t('fnmr'), colour: runColours[0] }, det, marks)]),
    // biome-ignore lint/correctness/useExhaustiveDependencies: the marks are of the same part
    [det, t],
  );
  return (
    <>
      {det !== null && (
        <TradeOff title={t('det')} hint={t('detHint')} series={series} x={t('fmr')} y={t('fnmr')} height={340} />
      )}
      <Scores
        hint={t('histogramMatch')}
        histogram={histogram}
        marks={given.flatMap(({ target, threshold }) =>
          threshold === null
            ? []
            : [{ id: String(target), label: t('markFmr', { target: rateTick(target) }), score: threshold }],
        )}
      />
    </>
  );
}

function IdentificationCharts({ part }: { part: IdentificationPart }) {
  const { t } = useTranslation('evaluateReport');
  const { curve, bySize, fnirAtFpir, histogram } = part;
  const given = fnirAtFpir.filter(({ value }) => value !== null);
  const marks: TradeMark[] = given.map(({ target, value }) => ({
    id: String(target),
    label: t('markFpir', { target: rateTick(target) }),
    x: target,
    y: value ?? 0,
  }));
  const series = useMemo(
    () => (curve === null ? [] : [tradeSeries({ id: 'own', label: t('fnir'), colour: runColours[0] }, curve, marks)]),
    // biome-ignore lint/correctness/useExhaustiveDependencies: the marks are of the same part
    [curve, t],
  );
  const sizes = useMemo(
    () => sizeSeries(bySize, (target) => t('atFpir', { target: rateTick(target) })),
    [bySize, t],
  );
  return (
    <>
      {curve !== null && (
        <TradeOff
          title={t('fnirCurve')}
          hint={t('fnirCurveHint')}
          series={series}
          x={t('fpir')}
          y={t('fnir')}
          height={340}
        />
      )}
      <Scores
        hint={t('histogramSearch')}
        histogram={histogram}
        marks={given.flatMap(({ target, threshold }) =>
          threshold === null
            ? []
            : [{ id: String(target), label: t('markFpir', { target: rateTick(target) }), score: threshold }],
        )}
      />
      {bySize.length > 1 && (
        <LineChart
          title={t('bySize')}
          hint={t('bySizeHint', { targets: fnirAtFpir.map(({ target }) => rateTick(target)).join(', ') })}
          series={sizes}
          x={{
            label: t('peopleInGallery'),
            scale: 'log',
            domain: [bySize[0]!.people, bySize.at(-1)!.people],
            format: (people) => String(Math.round(people)),
          }}
          y={{ label: t('fnir'), scale: 'log', format: rateTick }}
          height={260}
        />
      )}
    </>
  );
}

function Scores({
  hint,
  histogram,
  marks,
}: {
  hint: string;
  histogram: Histogram;
  marks: readonly ScoreMark[];
}) {
  const { t } = useTranslation('evaluateReport');
  const [scale, setScale] = useState<'linear' | 'log'>('log');
  const bins = useMemo(() => binsOf(histogram), [histogram]);
  const without = histogram.matedWithoutScore;
  return (
    <ScoreHistogram
      title={t('histogram')}
      hint={without > 0 ? `${hint} ${t('withoutScore', { count: without })}` : hint}
      bins={bins}
      marks={marks}
      scale={scale}
      height={340}
      aside={
        <SegmentedControl
          size="xs"
          aria-label={t('scale')}
          value={scale}
          onChange={(value) => setScale(value as 'linear' | 'log')}
          data={(['linear', 'log'] as const).map((value) => ({ value, label: t(`scale_${value}`) }))}
        />
      }
    />
  );
}

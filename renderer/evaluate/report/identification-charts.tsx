import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { IdentificationPart } from '../../../main/contract/evaluation-report.ts';
import { LineChart } from '../../charts/line-chart.tsx';
import { rateTick } from '../../charts/rates.ts';
import { TradeOff } from '../../charts/trade-off.tsx';
import { runColours, sizeSeries, tradeSeries } from './chart-series.ts';
import { marksOf } from './marks.ts';
import { Scores } from './scores.tsx';

/** Of searches: the trade-off, the scores, and how it goes on as people are enrolled. */
export function IdentificationCharts({ part, inUse }: { part: IdentificationPart; inUse: number | null }) {
  const { t } = useTranslation('evaluateReport');
  const { curve, bySize, fnirAtFpir, histogram } = part;
  const marks = useMemo(() => marksOf(part.fnirAtFpir, (rate) => t('markFpir', { target: rateTick(rate) })), [part, t]);
  const series = useMemo(
    () =>
      part.curve === null
        ? []
        : [tradeSeries({ id: 'own', label: t('fnir'), colour: runColours[0] }, part.curve, marks.trade)],
    [part, marks, t],
  );
  const sizes = useMemo(() => sizeSeries(bySize, (target) => t('atFpir', { target: rateTick(target) })), [bySize, t]);
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
      <Scores hint={t('histogramSearch')} histogram={histogram} marks={marks.scores} inUse={inUse} />
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

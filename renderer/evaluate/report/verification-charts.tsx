import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { VerificationPart } from '../../../main/contract/evaluation-report.ts';
import { rateTick, rateWords } from '../../charts/rates.ts';
import { TradeOff } from '../../charts/trade-off.tsx';
import { runColours, tradeSeries } from './chart-series.ts';
import { marksOf } from './marks.ts';
import { Scores } from './scores.tsx';

/** Of 1:1 comparisons: the trade-off with its equal error rate, and the scores. */
export function VerificationCharts({ part, inUse }: { part: VerificationPart; inUse: number | null }) {
  const { t } = useTranslation('evaluateReport');
  const { det, histogram } = part;
  const marks = useMemo(() => marksOf(part.fnmrAtFmr, (rate) => t('markFmr', { target: rateTick(rate) })), [part, t]);
  const series = useMemo(() => {
    const { det: trade, eer } = part;
    if (trade === null) return [];
    const rate = eer.value;
    const equal = rate === null ? [] : [{ id: 'eer', label: `EER ${rateWords(rate)}`, x: rate, y: rate }];
    return [tradeSeries({ id: 'own', label: t('fnmr'), colour: runColours[0] }, trade, [...equal, ...marks.trade])];
  }, [part, marks, t]);
  return (
    <>
      {det !== null && (
        <TradeOff title={t('det')} hint={t('detHint')} series={series} x={t('fmr')} y={t('fnmr')} height={340} />
      )}
      <Scores hint={t('histogramMatch')} histogram={histogram} marks={marks.scores} inUse={inUse} />
    </>
  );
}

import { Alert, LoadingOverlay, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { EvaluationRun } from '../../../main/contract/evaluation.ts';
import type { TradeOff as Trade } from '../../../main/contract/evaluation-report.ts';
import { TradeOff } from '../../charts/trade-off.tsx';
import { useHost } from '../../host/use-host.ts';
import { errorText } from '../../texts/error-text.ts';
import { runColours, tradeSeries } from '../report/chart-series.ts';
import { ExportReport } from '../report/export-report.tsx';
import { useEvaluation } from '../run/use-evaluation.ts';
import { namesApart } from './names-apart.ts';
import { PairedTest } from './paired-test.tsx';

/** Two evaluations of the same trials on one plot, and in words which is better and how sure that is. */
export function CompareTwo({ first, second }: { first: EvaluationRun; second: EvaluationRun }) {
  const { t } = useTranslation('evaluateReport');
  const a = useEvaluation(first.id).report;
  const b = useEvaluation(second.id).report;
  const { value, error } = useHost('evaluation.compare', { first: first.id, second: second.id });
  const names = namesApart(first, second);
  const both = (one: Trade | null | undefined, other: Trade | null | undefined) =>
    one == null || other == null
      ? null
      : [
          tradeSeries({ id: first.id, label: names[0], colour: runColours[0] }, one),
          tradeSeries({ id: second.id, label: names[1], colour: runColours[1] }, other),
        ];
  const det = both(a?.verification?.det, b?.verification?.det);
  const fnir = both(a?.identification?.curve, b?.identification?.curve);
  return (
    <section className="card compare-two" aria-label={t('compareTitle', { first: names[0], second: names[1] })}>
      <div className="compare-head">
        <div>
          <h2>{t('compareTitle', { first: names[0], second: names[1] })}</h2>
          <Text size="sm" className="quiet">
            {t('compareHint')}
          </Text>
        </div>
        {error === null && <ExportReport runId={first.id} compareWith={second.id} />}
      </div>
      {error !== null && (
        <Alert color="orange" icon={<IconAlertTriangle />} role="alert" title={t('notComparable')}>
          {errorText(error)}
        </Alert>
      )}
      {error === null && (value === null || a === null || b === null) && (
        <div className="evaluate-looking">
          <LoadingOverlay visible aria-label={t('verdict')} />
        </div>
      )}
      {error === null && value !== null && (
        <div className="compare-body">
          <div>
            {det !== null && (
              <TradeOff title={t('det')} hint={t('detHint')} series={det} x={t('fmr')} y={t('fnmr')} height={340} />
            )}
            {fnir !== null && (
              <TradeOff
                title={t('fnirCurve')}
                hint={t('fnirCurveHint')}
                series={fnir}
                x={t('fpir')}
                y={t('fnir')}
                height={340}
              />
            )}
          </div>
          <PairedTest compared={value} names={names} />
        </div>
      )}
    </section>
  );
}

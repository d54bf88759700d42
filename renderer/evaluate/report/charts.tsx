import { useTranslation } from 'react-i18next';
import type { EvaluationReport } from '../../../main/contract/evaluation-report.ts';
import { IdentificationCharts } from './identification-charts.tsx';
import { VerificationCharts } from './verification-charts.tsx';

/** The pictures of a report. */
export function ReportCharts({ report, inUse }: { report: EvaluationReport; inUse: number | null }) {
  const { t } = useTranslation('evaluateReport');
  const { verification, identification } = report;
  return (
    <section className="chart-cards" aria-label={t('charts')}>
      {verification !== null && <VerificationCharts part={verification} inUse={inUse} />}
      {identification !== null && <IdentificationCharts part={identification} inUse={inUse} />}
    </section>
  );
}

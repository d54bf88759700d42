import { useTranslation } from 'react-i18next';
import type { EvaluationRun } from '../../../main/contract/evaluation.ts';
import type { EvaluationReport } from '../../../main/contract/evaluation-report.ts';
import { When } from '../../lists/when.tsx';
import { pathsOf } from '../form/protocols.ts';

/** What was asked, on what, of which model; what makes it the same evaluation again. */
export function AboutRun({ run, report }: { run: EvaluationRun; report: EvaluationReport | null }) {
  const { t } = useTranslation('evaluate');
  const { config, model } = run;
  const { protocol } = config;
  const paths = pathsOf(protocol);
  return (
    <dl className="facts">
      <div>
        <dt>{t('protocol')}</dt>
        <dd>
          {t(`protocol_${protocol.protocol}`)} <span className="quiet">{t(`protocolShort_${protocol.protocol}`)}</span>
        </dd>
      </div>
      {paths.length > 0 && (
        <div>
          <dt>{protocol.protocol === 'gallery' ? t('strangersFrom') : t('data')}</dt>
          <dd>{paths.join(', ')}</dd>
        </div>
      )}
      <div>
        <dt>{t('model')}</dt>
        <dd>{model.name}</dd>
      </div>
      <div>
        <dt>{t('modelHash')}</dt>
        <dd className="hash">{model.sha256}</dd>
      </div>
      <div>
        <dt>{t('bootstrap')}</dt>
        <dd>{t('bootstrapWords', { replicates: config.replicates, seed: config.seed })}</dd>
      </div>
      <div>
        <dt>{report === null ? t('started') : t('when')}</dt>
        <dd>
          <When at={report?.at ?? run.createdAt} />
        </dd>
      </div>
    </dl>
  );
}

import { useTranslation } from 'react-i18next';
import type { EvaluationConfig } from '../../../main/contract/evaluation.ts';
import { NumberField } from '../../fields/number-field.tsx';

interface Props {
  readonly config: EvaluationConfig;
  readonly onChange: (config: EvaluationConfig) => void;
}

/** What is usually left as it is: how people are dealt, and the bootstrap. */
export function AdvancedFields({ config, onChange }: Props) {
  const { t } = useTranslation('evaluate');
  const { protocol } = config;
  const deal = protocol.protocol === 'identification' && protocol.data.source === 'deal' ? protocol.data : null;
  const dealt = (change: Partial<NonNullable<typeof deal>>): void => {
    if (deal !== null) onChange({ ...config, protocol: { protocol: 'identification', data: { ...deal, ...change } } });
  };
  return (
    <>
      {deal !== null && (
        <div className="field-row">
          <NumberField
            label={t('enrolPictures')}
            value={deal.enrolPictures}
            low={1}
            high={100}
            whole
            onChange={(enrolPictures) => dealt({ enrolPictures })}
          />
          <NumberField
            label={t('strangersShare')}
            value={deal.strangers}
            low={0}
            high={0.95}
            step={0.05}
            onChange={(strangers) => dealt({ strangers })}
          />
          <NumberField
            label={t('dealSeed')}
            value={deal.seed}
            low={0}
            high={0x7fffffff}
            whole
            onChange={(seed) => dealt({ seed })}
          />
        </div>
      )}
      <div className="field-row" data-two>
        <NumberField
          label={t('replicates')}
          value={config.replicates}
          low={100}
          high={10_000}
          step={100}
          whole
          onChange={(replicates) => onChange({ ...config, replicates })}
        />
        <NumberField
          label={t('seed')}
          value={config.seed}
          low={0}
          high={0x7fffffff}
          whole
          onChange={(seed) => onChange({ ...config, seed })}
        />
      </div>
    </>
  );
}

import { UnstyledButton } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { EvaluationProtocol } from '../../../main/contract/evaluation.ts';
import { protocols, protocolWith } from './protocols.ts';

interface Props {
  readonly protocol: EvaluationProtocol;
  readonly onChoose: (protocol: EvaluationProtocol) => void;
}

/** What one wants to know; under the choice, how it is found out. */
export function ProtocolPicker({ protocol, onChoose }: Props) {
  const { t } = useTranslation('evaluate');
  return (
    <div>
      <fieldset className="presets" aria-label={t('question')}>
        {protocols.map((id) => (
          <UnstyledButton
            key={id}
            className="preset"
            aria-pressed={protocol.protocol === id}
            onClick={() => onChoose(protocolWith(id, protocol))}
          >
            <strong>{t(`protocol_${id}`)}</strong>
            <span>{t(`protocolShort_${id}`)}</span>
          </UnstyledButton>
        ))}
      </fieldset>
      <p className="evaluate-hint quiet">{t(`protocolHint_${protocol.protocol}`)}</p>
    </div>
  );
}

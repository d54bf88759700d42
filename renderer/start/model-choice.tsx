import { Radio, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SetupState } from '../../main/contract/setup.ts';
import { chosenLanguage } from './language-switch.tsx';
import { OptionCard } from './option-card.tsx';

const known = {
  'fr-feature-512': ['moreAccurate', 'moreAccurateText'],
  'dlib-resnet-128': ['publicDomain', 'publicDomainText'],
} as const;

interface ModelChoiceProps {
  readonly models: SetupState['models'];
  readonly value: string;
  readonly choose: (id: string) => void;
}

/** Accuracy or known origin: what each costs is said before it is chosen. */
export function ModelChoice({ models, value, choose }: ModelChoiceProps) {
  const { t } = useTranslation('start');
  return (
    <Radio.Group value={value} onChange={choose} aria-label={t('model')}>
      <div className="model-cards">
        {models.map(({ id, provenance, licence }) => {
          const words = id in known ? known[id as keyof typeof known] : null;
          return (
            <OptionCard
              key={id}
              value={id}
              title={words === null ? id : t(words[0])}
              text={words === null ? licence : t(words[1])}
            >
              <Text size="xs" className="quiet" mt={8}>
                {id} · {provenance[chosenLanguage()]}
              </Text>
            </OptionCard>
          );
        })}
      </div>
    </Radio.Group>
  );
}

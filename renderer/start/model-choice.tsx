import { Radio } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { SetupState } from '../../main/contract/setup.ts';
import { chosenLanguage } from './language-switch.tsx';
import { OptionCard } from './option-card.tsx';

/** Two sentences each, accuracy and origin; a model that is new here speaks for itself. About has all of it. */
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
      <div className="option-cards">
        {models.map(({ id, provenance }) => {
          if (!(id in known)) return <OptionCard key={id} value={id} title={id} text={provenance[chosenLanguage()]} />;
          const [title, text] = known[id as keyof typeof known];
          return <OptionCard key={id} value={id} title={t(title)} text={t(text)} />;
        })}
      </div>
    </Radio.Group>
  );
}

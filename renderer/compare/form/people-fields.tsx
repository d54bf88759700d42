import { useTranslation } from 'react-i18next';
import type { ComparisonChoice } from '../../../main/contract/compare.ts';
import { NumberField } from '../../fields/number-field.tsx';

interface Props {
  readonly choice: ComparisonChoice;
  readonly onChange: (choice: ComparisonChoice) => void;
}

/** How many play which part. */
export function PeopleFields({ choice, onChange }: Props) {
  const { t } = useTranslation('compare');
  const { people, scenario } = choice;
  const set = (part: Partial<typeof people>): void => onChange({ ...choice, people: { ...people, ...part } });
  return (
    <div className="field-row">
      <NumberField
        label={t('enrolled')}
        value={people.enrolled}
        low={2}
        high={5000}
        step={10}
        whole
        onChange={(enrolled) => set({ enrolled })}
      />
      <NumberField
        label={t(scenario === 'leaves' ? 'leavers' : 'newcomers')}
        value={people.newcomers}
        low={0}
        high={50}
        whole
        onChange={(newcomers) => set({ newcomers })}
      />
      <NumberField
        label={t('strangers')}
        value={people.strangers}
        low={0}
        high={5000}
        step={10}
        whole
        onChange={(strangers) => set({ strangers })}
      />
    </div>
  );
}

import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TrainingRecipe } from '../../../main/contract/recipe.ts';
import { NumberField } from '../../fields/number-field.tsx';

type Augmentation = TrainingRecipe['augmentation'];

const amounts = [
  { name: 'crop', high: 0.5, step: 0.02 },
  { name: 'colour', high: 1, step: 0.05 },
  { name: 'blur', high: 8, step: 0.5 },
  { name: 'cutOut', high: 0.8, step: 0.05 },
] as const;

interface Props {
  readonly augmentation: Augmentation;
  readonly onChange: (augmentation: Augmentation) => void;
}

/** How a picture is altered each time it is seen; 0 leaves it as it is. */
export function AugmentationFields({ augmentation, onChange }: Props) {
  const { t } = useTranslation('train');
  return (
    <>
      {amounts.map(({ name, high, step }) => (
        <NumberField
          key={name}
          label={t(`augment_${name}`)}
          value={augmentation[name]}
          low={0}
          high={high}
          step={step}
          onChange={(value) => onChange({ ...augmentation, [name]: value })}
        />
      ))}
      <Switch
        size="xs"
        label={t('augment_flip')}
        checked={augmentation.flip}
        onChange={(event) => onChange({ ...augmentation, flip: event.currentTarget.checked })}
      />
    </>
  );
}

import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TrainingRecipe } from '../../../main/contract/recipe.ts';
import { BACKBONES } from '../../../models/embed/networks/choice.ts';
import { NumberField } from '../../fields/number-field.tsx';
import { useTrainWords } from '../../train/words.ts';

type Network = TrainingRecipe['network'];

interface Props {
  readonly network: Network;
  readonly onChange: (network: Network) => void;
}

/** The backbone that is trained twice. One that was trained before is the frozen one. */
export function NetworkFields({ network, onChange }: Props) {
  const { t } = useTranslation('compare');
  const word = useTrainWords();
  return (
    <>
      <NativeSelect
        size="xs"
        label={t('network')}
        value={network.backbone}
        data={BACKBONES.filter((id) => id !== 'pretrained-projection').map((value) => ({
          value,
          label: word.backbone(value),
        }))}
        onChange={(event) => onChange({ ...network, backbone: event.currentTarget.value as Network['backbone'] })}
      />
      <NumberField
        label={t('dimension')}
        value={network.dimension}
        low={2}
        high={1024}
        whole
        onChange={(dimension) => onChange({ ...network, dimension })}
      />
      <NumberField
        label={t('width')}
        value={network.width}
        low={4}
        high={256}
        whole
        onChange={(width) => onChange({ ...network, width })}
      />
      <NumberField
        label={t('inputSize')}
        value={network.inputSize}
        low={16}
        high={160}
        step={16}
        whole
        suffix="px"
        onChange={(inputSize) => onChange({ ...network, inputSize })}
      />
    </>
  );
}

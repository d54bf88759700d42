import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TrainingRecipe } from '../../../main/contract/recipe.ts';
import { BACKBONES } from '../../../models/embed/networks/choice.ts';
import { DEFAULT_NETWORK } from '../../../models/train/recipe.ts';
import { useTrainWords } from '../words.ts';

type Network = TrainingRecipe['network'];

const dimensions = [2, 16, 32, 64, 128, 256, 512];
/** The pretrained network's own picture size, and no hidden layer in its head. */
const projection = { inputSize: 150, width: 0, fineTune: false };

interface Props {
  readonly network: Network;
  readonly onChange: (network: Network) => void;
}

/** What learns. */
export function NetworkFields({ network, onChange }: Props) {
  const { t } = useTranslation('train');
  const word = useTrainWords();
  const choose = (backbone: Network['backbone']): void => {
    const own = backbone !== 'pretrained-projection';
    const { inputSize, width } = DEFAULT_NETWORK;
    onChange({ ...network, backbone, ...(own ? { inputSize, width, fineTune: false } : projection) });
  };
  const offered = dimensions.includes(network.dimension) ? dimensions : [...dimensions, network.dimension];
  return (
    <div className="field-row" data-uneven>
      <NativeSelect
        size="xs"
        label={t('network')}
        value={network.backbone}
        data={BACKBONES.map((value) => ({ value, label: word.backbone(value) }))}
        onChange={(event) => choose(event.currentTarget.value as Network['backbone'])}
      />
      <NativeSelect
        size="xs"
        label={t('dimension')}
        value={String(network.dimension)}
        data={offered.map(String)}
        onChange={(event) => onChange({ ...network, dimension: Number(event.currentTarget.value) })}
      />
    </div>
  );
}

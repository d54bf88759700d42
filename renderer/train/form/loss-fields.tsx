import { NativeSelect, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TrainingRecipe } from '../../../main/contract/recipe.ts';
import { LOSSES } from '../../../models/losses/registry.ts';
import { MINERS } from '../../../models/miners/registry.ts';
import { useTrainWords } from '../words.ts';
import { OptionFields } from './option-fields.tsx';
import { withUsualLoss } from './with-loss.ts';

interface Props {
  readonly recipe: TrainingRecipe;
  readonly onChange: (recipe: TrainingRecipe) => void;
}

/** What is asked of the embeddings, and which pairs or triplets ask it. */
export function LossFields({ recipe, onChange }: Props) {
  const { t } = useTranslation('train');
  const word = useTrainWords();
  const loss = LOSSES.get(recipe.loss.id);
  const miner = recipe.miner === undefined ? null : MINERS.get(recipe.miner.id);
  return (
    <>
      <div className="field-row" data-two>
        <NativeSelect
          size="xs"
          label={t('loss')}
          value={loss.id}
          data={LOSSES.all.map(({ id }) => ({ value: id, label: word.loss(id) }))}
          onChange={(event) => onChange(withUsualLoss(recipe, event.currentTarget.value))}
        />
        {loss.kind === 'pairs' && (
          <NativeSelect
            size="xs"
            label={t('miner')}
            value={miner?.id ?? ''}
            data={[
              { value: '', label: t('noMiner') },
              ...MINERS.all.map(({ id }) => ({ value: id, label: word.miner(id) })),
            ]}
            onChange={(event) => {
              const { miner: _before, ...rest } = recipe;
              const id = event.currentTarget.value;
              onChange(id === '' ? rest : { ...rest, miner: { id } });
            }}
          />
        )}
      </div>
      <OptionFields
        specs={loss.options}
        values={recipe.loss.options ?? {}}
        onChange={(options) => onChange({ ...recipe, loss: { ...recipe.loss, options } })}
      />
      {miner !== null && (
        <OptionFields
          specs={miner.options}
          values={recipe.miner?.options ?? {}}
          onChange={(options) => onChange({ ...recipe, miner: { id: miner.id, options } })}
        />
      )}
      <Text size="xs" className="quiet">
        {loss.paper}
      </Text>
    </>
  );
}

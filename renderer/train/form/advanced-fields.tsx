import { Switch } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { TrainingRecipe } from '../../../main/contract/recipe.ts';
import { ACTIVATIONS, NORMS } from '../../../models/embed/networks/choice.ts';
import { DISTANCES, type DistanceId } from '../../../models/losses/distances.ts';
import { LOSSES } from '../../../models/losses/registry.ts';
import { ChoiceField } from '../../fields/choice-field.tsx';
import { FieldGroup } from '../../fields/field-group.tsx';
import { NumberField } from '../../fields/number-field.tsx';
import { AugmentationFields } from './augmentation-fields.tsx';

interface Props {
  readonly recipe: TrainingRecipe;
  readonly onChange: (recipe: TrainingRecipe) => void;
}

const optimisers = ['adam', 'adamax', 'rmsprop', 'adagrad', 'momentum', 'sgd'] as const;
const reducers = ['mean', 'mean-of-non-zero', 'mean-of-anchors', 'sum'] as const;

/** What rarely needs a thought, in the order of the way of a batch: network, loss, batch, optimiser, pictures, ends. */
export function AdvancedFields({ recipe, onChange }: Props) {
  const { t } = useTranslation('train');
  const { network, batch, optimiser, split, validation } = recipe;
  const loss = LOSSES.get(recipe.loss.id);
  const pretrained = network.backbone === 'pretrained-projection';
  const setNetwork = (part: Partial<typeof network>): void => onChange({ ...recipe, network: { ...network, ...part } });
  const setOptimiser = (part: Partial<typeof optimiser>): void =>
    onChange({ ...recipe, optimiser: { ...optimiser, ...part } });
  return (
    <>
      <FieldGroup title={t('network')}>
        <NumberField
          label={pretrained ? t('hiddenLayer') : t('width')}
          value={network.width}
          low={pretrained ? 0 : 4}
          high={512}
          whole
          onChange={(width) => setNetwork({ width })}
        />
        {pretrained ? (
          <Switch
            size="xs"
            label={t('fineTune')}
            checked={network.fineTune}
            onChange={(event) => setNetwork({ fineTune: event.currentTarget.checked })}
          />
        ) : (
          <>
            <NumberField
              label={t('inputSize')}
              value={network.inputSize}
              low={16}
              high={160}
              step={16}
              whole
              suffix="px"
              onChange={(inputSize) => setNetwork({ inputSize })}
            />
            <ChoiceField
              label={t('norm')}
              value={network.norm}
              values={NORMS}
              word={(value) => t(`norm_${value}`)}
              onChange={(norm) => setNetwork({ norm })}
            />
            <ChoiceField
              label={t('activation')}
              value={network.activation}
              values={ACTIVATIONS}
              word={(value) => value}
              onChange={(activation) => setNetwork({ activation })}
            />
          </>
        )}
      </FieldGroup>
      {loss.kind === 'pairs' && (
        <FieldGroup title={t('loss')}>
          <ChoiceField
            label={t('distance')}
            value={recipe.distance ?? loss.distances[0]}
            values={loss.distances}
            word={(value: DistanceId) => t(`distance_${DISTANCES[value].id}`)}
            onChange={(distance) => onChange({ ...recipe, distance })}
          />
          <ChoiceField
            label={t('reducer')}
            value={recipe.reducer ?? loss.reducer}
            values={reducers}
            word={(value) => t(`reducer_${value}`)}
            onChange={(reducer) => onChange({ ...recipe, reducer })}
          />
        </FieldGroup>
      )}
      <FieldGroup title={t('batch')}>
        <NumberField
          label={t('batchPeople')}
          value={batch.people}
          low={2}
          high={512}
          whole
          onChange={(people) => onChange({ ...recipe, batch: { ...batch, people } })}
        />
        <NumberField
          label={t('batchPictures')}
          value={batch.pictures}
          low={2}
          high={64}
          whole
          onChange={(pictures) => onChange({ ...recipe, batch: { ...batch, pictures } })}
        />
      </FieldGroup>
      <FieldGroup title={t('optimiser')}>
        <ChoiceField
          label={t('optimiser')}
          value={optimiser.id}
          values={optimisers}
          word={(value) => value}
          onChange={(id) => setOptimiser({ id })}
        />
        <NumberField
          label={t('rate')}
          value={optimiser.rate}
          low={1e-7}
          high={10}
          step={1e-3}
          onChange={(rate) => setOptimiser({ rate })}
        />
        <ChoiceField
          label={t('schedule')}
          value={optimiser.schedule.id}
          values={['cosine', 'constant'] as const}
          word={(value) => t(`schedule_${value}`)}
          onChange={(id) => setOptimiser({ schedule: { ...optimiser.schedule, id } })}
        />
        <NumberField
          label={t('warmUp')}
          value={optimiser.schedule.warmUp}
          low={0}
          high={100_000}
          whole
          onChange={(warmUp) => setOptimiser({ schedule: { ...optimiser.schedule, warmUp } })}
        />
        <NumberField
          label={t('weightDecay')}
          value={optimiser.weightDecay}
          low={0}
          high={1}
          step={0.01}
          onChange={(weightDecay) => setOptimiser({ weightDecay })}
        />
      </FieldGroup>
      <FieldGroup title={t('augmentation')}>
        <AugmentationFields
          augmentation={recipe.augmentation}
          onChange={(augmentation) => onChange({ ...recipe, augmentation })}
        />
      </FieldGroup>
      <FieldGroup title={t('splitAndEnd')}>
        <NumberField
          label={t('validationEvery')}
          value={validation.every}
          low={1}
          high={1_000_000}
          whole
          onChange={(every) => onChange({ ...recipe, validation: { ...validation, every } })}
        />
        <NumberField
          label={t('patience')}
          description={t('patienceHint')}
          value={validation.patience}
          low={0}
          high={10_000}
          whole
          onChange={(patience) => onChange({ ...recipe, validation: { ...validation, patience } })}
        />
        <NumberField
          label={t('testShare')}
          value={Math.round(split.shares.test * 100)}
          low={5}
          high={60}
          whole
          suffix="%"
          onChange={(percent) => {
            const test = percent / 100;
            const { validation: kept } = split.shares;
            const train = Number((1 - kept - test).toFixed(6));
            onChange({ ...recipe, split: { ...split, shares: { train, validation: kept, test } } });
          }}
        />
        <NumberField
          label={t('splitSeed')}
          value={split.seed}
          low={0}
          high={0x7fffffff}
          whole
          onChange={(seed) => onChange({ ...recipe, split: { ...split, seed } })}
        />
        <NumberField
          label={t('seed')}
          value={recipe.seed}
          low={0}
          high={0x7fffffff}
          whole
          onChange={(seed) => onChange({ ...recipe, seed })}
        />
      </FieldGroup>
    </>
  );
}

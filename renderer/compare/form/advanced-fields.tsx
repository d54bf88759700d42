import { SegmentedControl, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ComparisonChoice } from '../../../main/contract/compare.ts';
import { onFrozen, onTrained } from '../../../models/compare/presets.ts';
import { FieldGroup } from '../../fields/field-group.tsx';
import { NumberField } from '../../fields/number-field.tsx';
import { MetricFields } from './metric-fields.tsx';
import { NetworkFields } from './network-fields.tsx';
import { NumbersField } from './numbers-field.tsx';

interface Props {
  readonly choice: ComparisonChoice;
  readonly onChange: (choice: ComparisonChoice) => void;
}

const kinds = ['trained', 'frozen'] as const;

/** What rarely needs a thought: backbone, training, pictures, what is asked, seeds. */
export function AdvancedFields({ choice, onChange }: Props) {
  const { t } = useTranslation('compare');
  const { backbone, pictures } = choice;
  return (
    <>
      <FieldGroup title={t('backbone')} wide>
        <SegmentedControl
          size="xs"
          fullWidth
          aria-label={t('backbone')}
          value={backbone.kind}
          data={kinds.map((value) => ({ value, label: t(`backbone_${value}`) }))}
          onChange={(kind) => onChange(kind === 'frozen' ? onFrozen(choice) : onTrained(choice))}
        />
        <Text size="xs" className="quiet">
          {t(`backboneHint_${backbone.kind}`)}
        </Text>
      </FieldGroup>
      {backbone.kind === 'trained' && (
        <FieldGroup title={t('network')}>
          <NetworkFields
            network={backbone.network}
            onChange={(network) => onChange({ ...choice, backbone: { kind: 'trained', network } })}
          />
        </FieldGroup>
      )}
      <TrainingFields choice={choice} onChange={onChange} />
      <FieldGroup title={t('picturesGroup')}>
        <NumberField
          label={t('picturesEnrol')}
          value={pictures.enrol}
          low={1}
          high={50}
          whole
          onChange={(enrol) => onChange({ ...choice, pictures: { ...pictures, enrol } })}
        />
        <NumberField
          label={t('picturesProbe')}
          value={pictures.probe}
          low={1}
          high={50}
          whole
          onChange={(probe) => onChange({ ...choice, pictures: { ...pictures, probe } })}
        />
      </FieldGroup>
      <FieldGroup title={t('measure')}>
        <NumberField
          label={t('target')}
          description={t('targetHint')}
          value={percentOf(choice.target)}
          low={10}
          high={100}
          suffix="%"
          onChange={(percent) => onChange({ ...choice, target: percent / 100 })}
        />
        <NumberField
          label={t('targetFpir')}
          description="FPIR"
          value={percentOf(choice.targetFpir)}
          low={0.01}
          high={50}
          suffix="%"
          onChange={(percent) => onChange({ ...choice, targetFpir: percent / 100 })}
        />
        {choice.scenario === 'one-by-one' && (
          <NumbersField
            label={t('sizes')}
            description={t('sizesHint')}
            values={choice.sizes}
            limits={{ low: 2, high: 5000, least: 1, most: 20 }}
            onChange={(sizes) => onChange({ ...choice, sizes: sizes.sort((a, b) => a - b) })}
          />
        )}
        <NumbersField
          label={t('seeds')}
          description={t('seedsHint')}
          values={choice.seeds}
          limits={{ low: 0, high: 0x7fffffff, least: 1, most: 20 }}
          onChange={(seeds) => onChange({ ...choice, seeds })}
        />
      </FieldGroup>
    </>
  );
}

/** Of a share, without what binary fractions add. */
const percentOf = (share: number): number => Number((share * 100).toFixed(4));

/** The same for both recognisers. */
function TrainingFields({ choice, onChange }: Props) {
  const { t } = useTranslation('compare');
  const { backbone, training } = choice;
  const { batch } = training;
  const set = (part: Partial<typeof training>): void => onChange({ ...choice, training: { ...training, ...part } });
  return (
    <FieldGroup title={t('training')}>
      <NumberField
        label={t('epochs')}
        value={training.epochs}
        low={1}
        high={10_000}
        step={10}
        whole
        onChange={(epochs) => set({ epochs })}
      />
      <NumberField
        label={t('rate')}
        value={training.rate}
        low={1e-6}
        high={10}
        step={1e-3}
        onChange={(rate) => set({ rate })}
      />
      <NumberField
        label={t('batchPeople')}
        value={batch.people}
        low={2}
        high={512}
        whole
        onChange={(people) => set({ batch: { ...batch, people } })}
      />
      <NumberField
        label={t('batchPictures')}
        value={batch.pictures}
        low={1}
        high={64}
        whole
        onChange={(pictures) => set({ batch: { ...batch, pictures } })}
      />
      {backbone.kind === 'trained' && <MetricFields metric={training.metric} onChange={(metric) => set({ metric })} />}
    </FieldGroup>
  );
}

import { NativeSelect, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { EvaluationConfig } from '../../../main/contract/evaluation.ts';
import { useHost } from '../../host/use-host.ts';

interface Props {
  readonly config: EvaluationConfig;
  readonly onChange: (config: EvaluationConfig) => void;
}

/** Whose templates are measured. Unsaid it is the model in use; the own gallery has no other. */
export function ModelField({ config, onChange }: Props) {
  const { t } = useTranslation('evaluate');
  const { value } = useHost('models.list', {}, ['models.changed', 'settings.changed', 'training.changed']);
  const models = value?.models ?? [];
  const inUse = models.find((model) => model.inUse);
  if (config.protocol.protocol === 'gallery')
    return (
      <Text size="xs" className="quiet">
        {t('modelFixed', { name: inUse?.name ?? '…' })}
      </Text>
    );
  return (
    <NativeSelect
      size="xs"
      label={t('model')}
      value={config.modelId ?? ''}
      data={[
        { value: '', label: t('modelInUse', { name: inUse?.name ?? '…' }) },
        ...models.filter((model) => !model.inUse).map(({ id, name }) => ({ value: id, label: name })),
      ]}
      onChange={({ currentTarget: { value: modelId } }) => {
        const { modelId: _before, ...rest } = config;
        onChange(modelId === '' ? rest : { ...rest, modelId });
      }}
    />
  );
}

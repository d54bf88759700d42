import { Button, Group, Progress, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ReadModel } from './read-files.ts';

interface Props {
  readonly model: ReadModel;
  readonly stage: 'convert' | 'read' | 'try' | null;
  readonly cancel: () => void;
}

/** Which step it is at; how long one takes nobody knows beforehand, so the bar only counts steps. */
export function ImportRunning({ model, stage, cancel }: Props) {
  const { t } = useTranslation('modelImport');
  const stages = model.format === 'onnx' ? (['read', 'try'] as const) : (['convert', 'read', 'try'] as const);
  const at = stage === null ? 0 : (stages as readonly string[]).indexOf(stage) + 1;
  return (
    <div className="import-form">
      <Title order={3} fz="md">
        {t('importing', { name: model.name })}
      </Title>
      <Group wrap="nowrap">
        <Progress
          value={(at / (stages.length + 1)) * 100}
          animated
          flex={1}
          aria-label={t('importing', { name: model.name })}
        />
        <Button size="compact-sm" variant="default" onClick={cancel}>
          {t('cancel')}
        </Button>
      </Group>
      <Text size="sm" role="status">
        {t(`stage_${stage ?? 'start'}`)}
      </Text>
    </div>
  );
}

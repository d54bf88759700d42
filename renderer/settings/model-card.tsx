import { Button, Group, Progress, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { ModelSummary } from '../../main/contract/models.ts';
import { useJobs } from '../shell/jobs.ts';
import { HowToMeasure } from './import/how-to-measure.tsx';
import { RemoveModel } from './import/remove-model.tsx';
import { switchModel, switchTitle } from './switch-model.ts';

/** A model with what one should know before choosing it. */
export function ModelCard({ model }: { model: ModelSummary }) {
  const { t, i18n } = useTranslation(['settings', 'shell', 'modelImport']);
  const job = useJobs().find(({ title }) => title === switchTitle(model.id));
  return (
    <li className="model" data-in-use={model.inUse || undefined}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Title order={3}>{model.id}</Title>
          <Text className="quiet" size="sm">
            {t('modelFacts', { dimension: model.dimension, size: model.inputSize, count: model.templates })}
          </Text>
        </div>
        {model.inUse ? (
          <span className="model-in-use">
            <IconCircleCheck size={18} aria-hidden />
            {t('inUse')}
          </span>
        ) : (
          <Group flex="none" gap="sm" wrap="nowrap">
            {model.imported && <RemoveModel id={model.id} />}
            <Button
              variant="default"
              disabled={job !== undefined || !model.hasThresholds}
              aria-label={t('useModelNamed', { model: model.id })}
              onClick={() => void switchModel(model.id)}
            >
              {t('useModel')}
            </Button>
          </Group>
        )}
      </Group>
      {job !== undefined && (
        <Group wrap="nowrap">
          <Progress value={job.total === 0 ? 0 : (job.done / job.total) * 100} flex={1} aria-label={job.title} />
          {job.total > 0 && <Text size="sm">{t('switchProgress', { done: job.done, total: job.total })}</Text>}
          <Button size="compact-sm" variant="default" onClick={job.cancel}>
            {t('shell:cancel')}
          </Button>
        </Group>
      )}
      {!model.hasThresholds && (
        <details className="model-measure">
          <summary>
            {t('modelImport:noThresholds')} {t('modelImport:howToMeasure')}
          </summary>
          <HowToMeasure id={model.id} />
        </details>
      )}
      {!model.trainingDataStated && (
        <Text className="model-caution" size="sm">
          <IconAlertTriangle size={16} aria-hidden />
          {t('trainingDataNotStated')}
        </Text>
      )}
      <Text size="sm">{i18n.language === 'zh' ? model.provenance.zh : model.provenance.en}</Text>
      <Text size="sm" className="quiet">
        {t('licence', { licence: model.licence })}
      </Text>
    </li>
  );
}

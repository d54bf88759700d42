import { Button, Text, Title } from '@mantine/core';
import { IconCircleCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../../main/contract/index.ts';
import { HowToMeasure } from './how-to-measure.tsx';

interface Props {
  readonly result: CallOutput<'models.import'>;
  readonly onClose: () => void;
}

/** What the self-test showed, and that a network without thresholds does not serve yet. */
export function ImportResult({ result, onClose }: Props) {
  const { t } = useTranslation('modelImport');
  const { model, input, selfTest } = result;
  const { size, mean, std } = input;
  return (
    <div className="import-form">
      <div role="status">
        <Title order={3} fz="md" className="model-in-use">
          <IconCircleCheck size={20} aria-hidden />
          {t('done', { name: model.id })}
        </Title>
        <Text size="sm">
          {t('facts', {
            dimension: model.dimension,
            size,
            mean,
            std,
            channels: input.channels.toUpperCase(),
            layout: input.layout.toUpperCase(),
          })}
        </Text>
      </div>
      <Title order={4} fz="sm">
        {t('test')}
      </Title>
      <dl className="import-cosines">
        <Cosine name={t('same')} value={selfTest.same} kind="same" />
        <Cosine name={t('different')} value={selfTest.different} kind="different" />
      </dl>
      <Text size="sm">{t('testMeans')}</Text>
      <Title order={4} fz="sm">
        {t('next')}
      </Title>
      <HowToMeasure id={model.id} />
      <div>
        <Button variant="default" onClick={onClose}>
          {t('close')}
        </Button>
      </div>
    </div>
  );
}

/** On the scale from -1 to 1; the number itself says it without the bar. */
function Cosine({ name, value, kind }: { name: string; value: number; kind: 'same' | 'different' }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <span className="import-cosine" aria-hidden>
          <span data-kind={kind} style={{ width: `${((value + 1) / 2) * 100}%` }} />
        </span>
        {value.toFixed(3)}
      </dd>
    </>
  );
}

import { NativeSelect } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { ComparisonChoice } from '../../../main/contract/compare.ts';
import { LOSSES } from '../../../models/losses/registry.ts';
import { MINERS } from '../../../models/miners/registry.ts';
import { useTrainWords } from '../../train/words.ts';

type Metric = ComparisonChoice['training']['metric'];

/** What the metric network learns by. */
export function MetricFields({ metric, onChange }: { metric: Metric; onChange: (metric: Metric) => void }) {
  const { t } = useTranslation('compare');
  const word = useTrainWords();
  const { loss, miner } = metric;
  const mines = LOSSES.has(loss) && LOSSES.get(loss).kind === 'pairs';
  return (
    <>
      <NativeSelect
        size="xs"
        label={t('metricLoss')}
        value={loss}
        data={LOSSES.all.map(({ id }) => ({ value: id, label: word.loss(id) }))}
        onChange={(event) => onChange({ loss: event.currentTarget.value })}
      />
      {mines && (
        <NativeSelect
          size="xs"
          label={t('miner')}
          value={miner ?? ''}
          data={[
            { value: '', label: t('noMiner') },
            ...MINERS.all.map(({ id }) => ({ value: id, label: word.miner(id) })),
          ]}
          onChange={(event) => {
            const id = event.currentTarget.value;
            onChange(id === '' ? { loss } : { loss, miner: id });
          }}
        />
      )}
    </>
  );
}

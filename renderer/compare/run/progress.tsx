import { Button, Progress, Text } from '@mantine/core';
import { IconPlayerStop } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComparisonSummary } from '../../../main/contract/compare.ts';
import { clock, percent } from '../../charts/digits.ts';
import { call } from '../../host/host.ts';
import { StateWord } from '../../runs/state-word.tsx';
import { notifyProblem } from '../../shell/notify.ts';
import { isActive } from '../comparisons-store.ts';
import { secondsLeft } from './seconds-left.ts';

/** What it is doing, how far it is, how long it will take, and the way to end it. */
export function ComparisonProgress({ comparison }: { comparison: ComparisonSummary }) {
  const { t } = useTranslation(['compareRun', 'compare', 'compareWords']);
  const [cancelling, setCancelling] = useState(false);
  const { id, state, progress, choice, reason } = comparison;
  const active = isActive(comparison);
  const { stage, way, seedIndex, done, total, share, seconds } = progress;
  const left = secondsLeft(progress);
  const cancel = async (): Promise<void> => {
    setCancelling(true);
    const outcome = await call('compare.cancel', { comparisonId: id });
    setCancelling(false);
    if (!outcome.ok) notifyProblem(outcome.error);
  };
  return (
    <div className="run-progress" data-state={state}>
      <div className="run-progress-words">
        <StateWord state={state} word={t(`state_${state}`)} />
        {active && (
          <Text size="sm" role="status">
            {stage === 'way' && way !== null
              ? t(`compareWords:way_${way}`)
              : t(`stage_${stage === 'way' ? 'sizes' : stage}`)}
            {total > 1 && ` ${done} / ${total}`}
          </Text>
        )}
        {active && choice.seeds.length > 1 && (
          <Text size="sm" className="quiet">
            {t('seedOf', { at: seedIndex + 1, count: choice.seeds.length })}
          </Text>
        )}
        <Text size="sm" className="quiet">
          {active
            ? `${t('took', { time: clock(seconds) })} · ${left === null ? t('leftUnknown') : t('left', { time: clock(left) })}`
            : t('tookInAll', { time: clock(seconds) })}
        </Text>
      </div>
      {active && <Progress value={share * 100} aria-label={t('progress', { share: percent(share, 1) })} />}
      {reason !== null && <Text size="sm">{reason}</Text>}
      {active && (
        <div>
          <Button
            variant="default"
            leftSection={<IconPlayerStop size={18} aria-hidden />}
            loading={cancelling}
            onClick={() => void cancel()}
          >
            {t('compare:cancel')}
          </Button>
        </div>
      )}
    </div>
  );
}

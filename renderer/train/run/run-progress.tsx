import { Progress, Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RunSummary } from '../../../main/contract/training.ts';
import { clock, percent, shortNumber } from '../../charts/digits.ts';
import { StateWord } from '../../runs/state-word.tsx';

/** What it is doing, how far it is, how long it will take. */
export function RunProgress({ run }: { run: RunSummary }) {
  const { t } = useTranslation('trainRun');
  const { state, progress } = run;
  const preparing = state === 'preparing' || progress.stage !== null;
  const share = preparing ? (progress.total === 0 ? 0 : progress.done / progress.total) : progress.share;
  const stage = progress.stage === null ? t('state_preparing') : t(`stage_${progress.stage}`);
  const active = state === 'preparing' || state === 'running' || state === 'paused';
  return (
    <div className="run-progress" data-state={state} data-step={progress.step}>
      <div className="run-progress-words">
        <StateWord state={state} word={t(`state_${state}`)} />
        <Text size="sm" role="status">
          {preparing && active
            ? `${stage}${progress.total > 0 ? ` ${progress.done} / ${progress.total}` : ''}`
            : t('stepEpoch', { step: progress.step, epoch: shortNumber(progress.epoch, 2) })}
        </Text>
        {active && !preparing && (
          <Text size="sm" className="quiet">
            {progress.secondsLeft === null ? t('leftUnknown') : t('left', { time: clock(progress.secondsLeft) })}
          </Text>
        )}
        <Text size="sm" className="quiet">
          {t('trainedFor', { time: clock(progress.seconds) })}
          {progress.picturesASecond !== null && ` · ${t('speed', { count: Math.round(progress.picturesASecond) })}`}
        </Text>
      </div>
      {active && <Progress value={share * 100} aria-label={t('progressOf', { share: percent(share, 1) })} />}
    </div>
  );
}

import { Progress, Text } from '@mantine/core';
import { IconCircleCheck, IconCircleDashed, IconLoader2 } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { EvaluationRun } from '../../../main/contract/evaluation.ts';
import { clock, percent } from '../../charts/digits.ts';
import { shareOfStage, stagesOf } from './share-done.ts';

/** What it does, step by step: what is done, what goes on and how long, what comes. */
export function Stages({ run }: { run: EvaluationRun }) {
  const { t, i18n } = useTranslation('evaluate');
  const { progress, state } = run;
  const stages = stagesOf(run.config.protocol);
  const at = progress === null ? -1 : stages.indexOf(progress.stage);
  const number = (value: number): string => value.toLocaleString(i18n.language);
  return (
    <section className="card" aria-label={t('stages')}>
      <h3>{t('stages')}</h3>
      <ol className="stages">
        {stages.map((stage, i) => {
          const now = progress !== null && i === at;
          const Sign = i < at ? IconCircleCheck : now ? IconLoader2 : IconCircleDashed;
          return (
            <li
              key={stage}
              data-now={now || undefined}
              data-done={i < at || undefined}
              aria-current={now ? 'step' : undefined}
            >
              <Sign size={20} stroke={1.6} className={now && state === 'running' ? 'turning' : undefined} aria-hidden />
              <div>
                <span>{t(`stage_${stage}`)}</span>
                {i < at && <span className="visually-hidden">{t('stageDone')}</span>}
                {now && (
                  <>
                    <Progress
                      value={shareOfStage(progress) * 100}
                      aria-label={t('progressOf', {
                        stage: t(`stage_${stage}`),
                        share: percent(shareOfStage(progress), 1),
                      })}
                    />
                    <Text size="sm" className="quiet">
                      {progress.total > 0 &&
                        t('doneOf', { done: number(progress.done), total: number(progress.total) })}
                      {progress.fromCache > 0 && ` (${t('fromCache', { count: progress.fromCache })})`}
                      {' · '}
                      {progress.secondsLeft === null
                        ? t('leftUnknown')
                        : t('left', { time: clock(progress.secondsLeft) })}
                    </Text>
                  </>
                )}
              </div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

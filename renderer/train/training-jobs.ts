import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../host/host.ts';
import { showJobs } from '../shell/jobs.ts';
import { useRuns } from './runs-store.ts';

/** Runs that work now, in the rail's list of jobs; whichever page is open, whoever started them. */
export function useTrainingJobs(): void {
  const { runs } = useRuns();
  const { t } = useTranslation(['train', 'trainRun']);
  useEffect(() => {
    showJobs(
      'training',
      (runs ?? [])
        .filter(({ state }) => state === 'running' || state === 'preparing')
        .map(({ id, name, state, progress }) => ({
          title: t('job', { name }),
          href: `/train/run/${id}`,
          ...(state === 'running'
            ? { done: progress.share, total: 1 }
            : { done: progress.done, total: progress.total }),
          cancelWord: t('trainRun:stop'),
          cancel: () => void call('training.stop', { runId: id }),
        })),
    );
  }, [runs, t]);
}

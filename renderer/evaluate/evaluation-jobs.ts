import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../host/host.ts';
import { showJobs } from '../shell/jobs.ts';
import { useEvaluations } from './evaluations-store.ts';
import { shareDone } from './run/share-done.ts';

/** The evaluation that runs now, in the rail's list of jobs; whichever page is open, whoever started it. */
export function useEvaluationJobs(): void {
  const { runs } = useEvaluations();
  const { t } = useTranslation('evaluate');
  useEffect(() => {
    showJobs(
      'evaluation',
      (runs ?? [])
        .filter(({ state }) => state === 'running')
        .map(({ id, name, progress }) => ({
          title: t('job', { name }),
          href: `/evaluate/run/${id}`,
          done: progress === null ? 0 : shareDone(progress),
          total: 1,
          cancelWord: t('stop'),
          cancel: () => void call('evaluation.cancel', { runId: id }),
        })),
    );
  }, [runs, t]);
}

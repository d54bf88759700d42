import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../host/host.ts';
import { showJobs } from '../shell/jobs.ts';
import { isActive, useComparisons } from './comparisons-store.ts';

/** The comparison that works now, in the rail's list of jobs; whichever page is open, whoever started it. */
export function useCompareJobs(): void {
  const { comparisons } = useComparisons();
  const { t } = useTranslation(['compare', 'compareWords']);
  useEffect(() => {
    showJobs(
      'compare',
      (comparisons ?? []).filter(isActive).map(({ id, choice, progress }) => ({
        title: t('job', { name: t(`compareWords:scenario_${choice.scenario}`) }),
        href: `/compare/run/${id}`,
        done: progress.share,
        total: 1,
        cancel: () => void call('compare.cancel', { comparisonId: id }),
      })),
    );
  }, [comparisons, t]);
}

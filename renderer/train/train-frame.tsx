import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { RunFrame } from '../runs/run-frame.tsx';
import { isActive, useRuns } from './runs-store.ts';

/** What the pages of Train share. */
export function TrainFrame({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useTranslation('train');
  const { runs, error } = useRuns();
  const active = runs?.find(isActive);
  return (
    <RunFrame
      title={title}
      pages={t('pages')}
      links={[
        { href: '/train/new', text: t('newRun') },
        ...(active === undefined ? [] : [{ href: `/train/run/${active.id}`, text: active.name, live: active.state }]),
        { href: '/train/runs', text: t('allRuns', { count: runs?.length ?? 0 }) },
      ]}
      error={runs === null ? error : null}
    >
      {children}
    </RunFrame>
  );
}

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { RunFrame } from '../runs/run-frame.tsx';
import './evaluate.css';
import { useEvaluations } from './evaluations-store.ts';

/** What the pages of Evaluate share. */
export function EvaluateFrame({ children }: { children: ReactNode }) {
  const { t } = useTranslation('evaluate');
  const { runs, error } = useEvaluations();
  const active = runs?.find(({ state }) => state === 'running');
  return (
    <RunFrame
      title={t('title')}
      pages={t('pages')}
      links={[
        { href: '/evaluate/new', text: t('newRun') },
        ...(active === undefined
          ? []
          : [{ href: `/evaluate/run/${active.id}`, text: active.name, live: active.state }]),
        { href: '/evaluate/runs', text: t('allRuns', { count: runs?.length ?? 0 }) },
      ]}
      error={runs === null ? error : null}
    >
      {children}
    </RunFrame>
  );
}

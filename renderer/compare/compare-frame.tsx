import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { RunFrame } from '../runs/run-frame.tsx';
import './compare.css';
import { isActive, useComparisons } from './comparisons-store.ts';

/** What the pages of Compare share. */
export function CompareFrame({ children }: { children: ReactNode }) {
  const { t } = useTranslation(['compare', 'compareWords']);
  const { comparisons, error } = useComparisons();
  const active = comparisons?.find(isActive);
  const nameOf = ({ choice }: NonNullable<typeof active>): string => t(`compareWords:scenario_${choice.scenario}`);
  return (
    <RunFrame
      className="compare"
      title={t('title')}
      pages={t('pages')}
      links={[
        { href: '/compare/new', text: t('newOne') },
        ...(active === undefined
          ? []
          : [{ href: `/compare/run/${active.id}`, text: nameOf(active), live: active.state }]),
        { href: '/compare/all', text: t('all', { count: comparisons?.length ?? 0 }) },
      ]}
      error={comparisons === null ? error : null}
    >
      {children}
    </RunFrame>
  );
}

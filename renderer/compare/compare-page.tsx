import { LoadingOverlay } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Redirect } from 'wouter';
import { isActive, useComparisons } from './comparisons-store.ts';

/** Where one comes from the rail: to the comparison that goes on, if there is one, else to a new one. */
export default function ComparePage() {
  const { t } = useTranslation();
  const { comparisons, error } = useComparisons();
  if (comparisons === null && error === null) return <LoadingOverlay visible aria-label={t('loading')} />;
  const active = comparisons?.find(isActive);
  return <Redirect replace to={active === undefined ? '/compare/new' : `/compare/run/${active.id}`} />;
}

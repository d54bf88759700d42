import { LoadingOverlay } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Redirect } from 'wouter';
import { isActive, useRuns } from './runs-store.ts';

/** Where one comes from the rail: to the run that goes on, if there is one, else to a new one. */
export default function TrainPage() {
  const { t } = useTranslation();
  const { runs, error } = useRuns();
  if (runs === null && error === null) return <LoadingOverlay visible aria-label={t('loading')} />;
  const active = runs?.find(isActive);
  return <Redirect replace to={active === undefined ? '/train/new' : `/train/run/${active.id}`} />;
}

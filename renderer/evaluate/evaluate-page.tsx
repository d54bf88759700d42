import { LoadingOverlay } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Redirect } from 'wouter';
import { useEvaluations } from './evaluations-store.ts';

/** Where one comes from the rail: to the evaluation that runs, else to those there are, else to a new one. */
export default function EvaluatePage() {
  const { t } = useTranslation();
  const { runs, error } = useEvaluations();
  if (runs === null && error === null) return <LoadingOverlay visible aria-label={t('loading')} />;
  const active = runs?.find(({ state }) => state === 'running');
  if (active !== undefined) return <Redirect replace to={`/evaluate/run/${active.id}`} />;
  return <Redirect replace to={(runs?.length ?? 0) > 0 ? '/evaluate/runs' : '/evaluate/new'} />;
}

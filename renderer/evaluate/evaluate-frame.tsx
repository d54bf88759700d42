import { Alert, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { errorText } from '../texts/error-text.ts';
// Two sides, side links, cards of charts: what Evaluate shares with Train.
import '../train/train.css';
import './evaluate.css';
import { useEvaluations } from './evaluations-store.ts';

/** What the pages of Evaluate share: the title, and the way between a new one, the one that runs, and all of them. */
export function EvaluateFrame({ children }: { children: ReactNode }) {
  const { t } = useTranslation('evaluate');
  const [path] = useLocation();
  const { runs, error } = useEvaluations();
  const active = runs?.find(({ state }) => state === 'running');
  const links = [
    { href: '/evaluate/new', text: t('newRun'), live: false },
    ...(active === undefined ? [] : [{ href: `/evaluate/run/${active.id}`, text: active.name, live: true }]),
    { href: '/evaluate/runs', text: t('allRuns', { count: runs?.length ?? 0 }), live: false },
  ];
  return (
    <div className="train">
      <header className="train-head">
        <Title order={1}>{t('title')}</Title>
        <nav aria-label={t('pages')}>
          {links.map(({ href, text, live }) => (
            <Link key={href} href={href} className="train-link" aria-current={path === href ? 'page' : undefined}>
              {live && <span className="train-live" aria-hidden />}
              <Text span inherit truncate>
                {text}
              </Text>
            </Link>
          ))}
        </nav>
      </header>
      {error !== null && runs === null && (
        <Alert color="orange" icon={<IconAlertTriangle />} role="alert">
          {errorText(error)}
        </Alert>
      )}
      {children}
    </div>
  );
}

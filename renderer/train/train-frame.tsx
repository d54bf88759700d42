import { Alert, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { errorText } from '../texts/error-text.ts';
import { isActive, useRuns } from './runs-store.ts';
import './train.css';

/** What the pages of Train share: the title, and the way between a new run, the one that goes on, and all of them. */
export function TrainFrame({ title, children }: { title: string; children: ReactNode }) {
  const { t } = useTranslation('train');
  const [path] = useLocation();
  const { runs, error } = useRuns();
  const active = runs?.find(isActive);
  const links = [
    { href: '/train/new', text: t('newRun') },
    ...(active === undefined ? [] : [{ href: `/train/run/${active.id}`, text: active.name }]),
    { href: '/train/runs', text: t('allRuns', { count: runs?.length ?? 0 }) },
  ];
  return (
    <div className="train">
      <header className="train-head">
        <Title order={1}>{title}</Title>
        <nav aria-label={t('pages')}>
          {links.map(({ href, text }) => (
            <Link key={href} href={href} className="train-link" aria-current={path === href ? 'page' : undefined}>
              {active !== undefined && href.endsWith(active.id) && (
                <span className="train-live" data-state={active.state} aria-hidden />
              )}
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

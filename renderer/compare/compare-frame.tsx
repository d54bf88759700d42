import { Alert, Text, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { errorText } from '../texts/error-text.ts';
import '../train/train.css';
import './compare.css';
import { isActive, useComparisons } from './comparisons-store.ts';

/** What the pages of Compare share: the title, and the way between a new comparison, the one that goes on, and all of them. */
export function CompareFrame({ children }: { children: ReactNode }) {
  const { t } = useTranslation(['compare', 'compareWords']);
  const [path] = useLocation();
  const { comparisons, error } = useComparisons();
  const active = comparisons?.find(isActive);
  const links = [
    { href: '/compare/new', text: t('newOne'), live: false },
    ...(active === undefined
      ? []
      : [
          {
            href: `/compare/run/${active.id}`,
            text: t(`compareWords:scenario_${active.choice.scenario}`),
            live: true,
          },
        ]),
    { href: '/compare/all', text: t('all', { count: comparisons?.length ?? 0 }), live: false },
  ];
  return (
    <div className="train compare">
      <header className="train-head">
        <Title order={1}>{t('title')}</Title>
        <nav aria-label={t('pages')} className="no-print">
          {links.map(({ href, text, live }) => (
            <Link key={href} href={href} className="train-link" aria-current={path === href ? 'page' : undefined}>
              {live && <span className="train-live" data-state="running" aria-hidden />}
              <Text span inherit truncate>
                {text}
              </Text>
            </Link>
          ))}
        </nav>
      </header>
      {error !== null && comparisons === null && (
        <Alert color="orange" icon={<IconAlertTriangle />} role="alert">
          {errorText(error)}
        </Alert>
      )}
      {children}
    </div>
  );
}

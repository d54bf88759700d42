import { Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { consentTextVersion } from '../../main/contract/consent.ts';
import { When } from '../lists/when.tsx';
import type { ShownPerson } from './shown.ts';

/** What the person agreed to, when, who noted it, and how long it is kept. */
export function ConsentCard({ person }: { person: ShownPerson }) {
  const { t } = useTranslation(['people', 'capture']);
  const { consent } = person;
  return (
    <section className="card" aria-label={t('consent')}>
      <Title order={2}>{t('consent')}</Title>
      {consent === null ? (
        <Text>{t('consentNone')}</Text>
      ) : (
        <>
          <dl className="facts">
            <dt>{t('consentAt')}</dt>
            <dd>
              <When at={consent.at} />
            </dd>
            <dt>{t('consentBy')}</dt>
            <dd>{consent.by}</dd>
            <dt>{t('consentVersion')}</dt>
            <dd>{consent.textVersion}</dd>
          </dl>
          {/* Only the present text is known; an older one is named by its version alone. */}
          {consent.textVersion === consentTextVersion && (
            <blockquote className="consent-text">{t('capture:consent')}</blockquote>
          )}
        </>
      )}
      <Text className="quiet" size="sm">
        {t('retention')}
      </Text>
    </section>
  );
}

import { Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { consentTextVersion } from '../../main/contract/consent.ts';
import { When } from '../lists/when.tsx';
import { May } from '../session/may.tsx';
import type { ShownPerson } from './shown.ts';
import { Term } from './term.tsx';

/** What the person agreed to, when, who noted it, and how long it is kept. */
export function ConsentCard({ person }: { person: ShownPerson }) {
  const { t } = useTranslation(['people', 'capture', 'privacy']);
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
            {consent.purpose !== undefined && (
              <>
                <dt>{t('privacy:consentPurposeName')}</dt>
                <dd>{consent.purpose}</dd>
              </>
            )}
          </dl>
          {/* Only the present text is known; an older one is named by its version alone. */}
          {consent.textVersion === consentTextVersion && (
            <blockquote className="consent-text">{t('capture:consent')}</blockquote>
          )}
        </>
      )}
      <May call="people.setTerm">
        <Term person={person} />
      </May>
    </section>
  );
}

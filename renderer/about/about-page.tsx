import { Button, Code, Text, Title } from '@mantine/core';
import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../main/contract/index.ts';
import { useHost } from '../host/use-host.ts';
import { errorText } from '../texts/error-text.ts';
import './about.css';
import { Notices } from './notices.tsx';

/** What the program is, under which terms, and whose work is in it. */
export default function AboutPage() {
  const { t } = useTranslation('about');
  const { value, error } = useHost('about.notices', {});
  return (
    <div className="page-body about">
      <header>
        <img src="/icon.svg" alt="" width={48} height={48} />
        <div>
          <Title order={1}>{t('title')}</Title>
          {value !== null && <Text className="quiet">{t('version', { version: value.version })}</Text>}
        </div>
      </header>
      <Text maw={720}>{t('lead')}</Text>
      {error !== null && value === null && <Text role="alert">{errorText(error)}</Text>}
      {value !== null && (
        <>
          <Licence text={value.licence} />
          <Models models={value.models} />
          <Section title={t('credits')} text={t('creditsText')}>
            <ul className="credits">
              {value.credits.map(({ work, by, year }) => (
                <li key={work}>
                  <b>{work}</b> <span className="quiet">{`${by}, ${year}`}</span>
                </li>
              ))}
            </ul>
          </Section>
          <Section title={t('notices')} text={t('noticesText')}>
            <Notices notices={value.notices} />
          </Section>
        </>
      )}
    </div>
  );
}

function Section({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  const id = useId();
  return (
    <section className="card" aria-labelledby={id}>
      <Title order={2} id={id}>
        {title}
      </Title>
      <Text>{text}</Text>
      {children}
    </section>
  );
}

function Licence({ text }: { text: string }) {
  const { t } = useTranslation('about');
  const [shown, setShown] = useState(false);
  return (
    <Section title={t('licence')} text={t('licenceText')}>
      <Button variant="default" onClick={() => setShown(!shown)} aria-expanded={shown}>
        {t(shown ? 'hideLicence' : 'showLicence')}
      </Button>
      {shown && (
        <Code block className="licence-text">
          {text}
        </Code>
      )}
    </Section>
  );
}

function Models({ models }: { models: CallOutput<'about.notices'>['models'] }) {
  const { t, i18n } = useTranslation('about');
  return (
    <Section title={t('models')} text={t('modelsText')}>
      <dl className="about-models">
        {models.map(({ id, licence, provenance }) => (
          <div key={`${id} ${licence}`}>
            <dt>
              <b>{id}</b> <span className="licence-name">{licence}</span>
            </dt>
            <dd className="quiet">{provenance[i18n.language === 'zh' ? 'zh' : 'en']}</dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

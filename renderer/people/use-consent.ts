import { useTranslation } from 'react-i18next';
import { consentTextVersion } from '../../main/contract/consent.ts';
import type { Consent } from '../../main/contract/people.ts';
import { useSettings } from '../host/settings.tsx';

export interface ConsentInForce {
  /** What somebody agrees to who is enrolled now: the text and, by the present settings, purpose, term and pictures of visits. */
  readonly text: string;
  /** What goes on record of it. */
  readonly consent: Consent;
}

export function useConsent(): ConsentInForce {
  const { t, i18n } = useTranslation(['privacy', 'capture']);
  const { settings } = useSettings();
  const { purpose, personDays, eventSnapshots, snapshotDays } = settings;
  const sentences = [
    t('capture:consent'),
    purpose === '' ? '' : t('consentPurpose', { purpose: purpose.replace(/[.。]$/, '') }),
    personDays === 0 ? '' : t('consentTerm', { count: personDays }),
    eventSnapshots ? t('consentSnapshots', { count: snapshotDays }) : '',
  ];
  return {
    text: sentences.filter((one) => one !== '').join(i18n.language === 'zh' ? '' : ' '),
    consent: { textVersion: consentTextVersion, by: 'desk', ...(purpose === '' ? {} : { purpose }) },
  };
}

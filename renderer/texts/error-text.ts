import i18next from 'i18next';
import type { CallError } from '../../main/contract/errors.ts';

/** What happened and what to do, in the page's language. The host's own words are English and more particular. */
export function errorText(error: Pick<CallError, 'code' | 'message'>): string {
  return i18next.language === 'en' ? error.message : i18next.t(error.code, { ns: 'errors' });
}

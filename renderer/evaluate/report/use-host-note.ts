import { useTranslation } from 'react-i18next';
import { noteIn } from '../../../main/contract/evaluation-notes.ts';

/** A note of the host in the reader's language, as the exported report says it. */
export function useHostNote(): (note: string) => string {
  const { i18n } = useTranslation();
  const language = i18n.language === 'zh' ? 'zh' : 'en';
  return (note) => noteIn(language, note);
}

import { useCallback, useEffect, useState } from 'react';
import type { CallError } from '../../main/contract/errors.ts';
import { call } from '../host.ts';
import { en, type Texts } from './en.ts';
import { zh } from './zh.ts';

export type Language = 'en' | 'zh';
const all: Readonly<Record<Language, Texts>> = { en, zh };

/** The chosen language, kept with the settings; before that, the browser's. */
export function useLanguage(): { language: Language; texts: Texts; choose: (language: Language) => void } {
  const [language, setLanguage] = useState<Language>(navigator.language.startsWith('zh') ? 'zh' : 'en');
  useEffect(() => {
    void call('settings.get', {}).then((outcome) => {
      if (outcome.ok && outcome.value.languageChosen) setLanguage(outcome.value.language);
    });
  }, []);
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-Hans' : 'en';
  }, [language]);
  const choose = useCallback((next: Language) => {
    setLanguage(next);
    void call('settings.set', { language: next, languageChosen: true });
  }, []);
  return { language, texts: all[language], choose };
}

export const errorText = (texts: Texts, error: CallError): string => texts.errors[error.code] ?? error.message;

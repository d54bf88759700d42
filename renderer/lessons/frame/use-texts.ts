import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Texts } from '../../texts/define.ts';

export type Say<K extends string = string> = (key: K, values?: Readonly<Record<string, string | number>>) => string;

/** Texts that come with a lesson's own code, not with the page: the key's sentence in the page's language, `{{name}}` filled in. */
export function useTexts<T extends Readonly<Record<string, string>>>(texts: Texts<T>): Say<keyof T & string> {
  const { language } = useTranslation().i18n;
  return useMemo(() => say(texts, language), [texts, language]);
}

export const say =
  <T extends Readonly<Record<string, string>>>(texts: Texts<T>, language: string): Say<keyof T & string> =>
  (key, values = {}) =>
    (texts[language === 'zh' ? 'zh' : 'en'][key] ?? key).replace(/\{\{(\w+)\}\}/g, (whole, name: string) =>
      name in values ? String(values[name]) : whole,
    );

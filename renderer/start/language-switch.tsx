import { SegmentedControl } from '@mantine/core';
import i18next from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Language } from '../texts/i18n.ts';

const languages = [
  { value: 'en', label: 'English' },
  { value: 'zh', label: '简体中文' },
];

/** Changes the page at once; what is chosen at the first start is kept with the settings. */
export function LanguageSwitch() {
  const { t, i18n } = useTranslation('start');
  return (
    <SegmentedControl
      aria-label={t('language')}
      data={languages}
      value={i18n.language}
      onChange={(language) => void i18next.changeLanguage(language)}
    />
  );
}

export const chosenLanguage = (): Language => (i18next.language === 'zh' ? 'zh' : 'en');

import { SegmentedControl, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../main/contract/settings.ts';
import { useSettings } from '../host/settings.tsx';

export function AppearanceSection() {
  const { t, i18n } = useTranslation(['settings', 'shell']);
  const { settings, change } = useSettings();
  return (
    <section className="card" aria-label={t('appearance')}>
      <Title order={2}>{t('appearance')}</Title>
      <div className="setting-row">
        <span>{t('language')}</span>
        <SegmentedControl
          aria-label={t('language')}
          value={i18n.language}
          data={[
            { value: 'en', label: 'English' },
            { value: 'zh', label: <span lang="zh-Hans">简体中文</span> },
          ]}
          onChange={(language) => change({ language: language as Settings['language'], languageChosen: true })}
        />
      </div>
      <div className="setting-row">
        <span>{t('theme')}</span>
        <SegmentedControl
          aria-label={t('theme')}
          value={settings.theme}
          data={[
            { value: 'system', label: t('shell:themeSystem') },
            { value: 'light', label: t('shell:themeLight') },
            { value: 'dark', label: t('shell:themeDark') },
          ]}
          onChange={(theme) => change({ theme: theme as Settings['theme'] })}
        />
      </div>
    </section>
  );
}

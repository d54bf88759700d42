import { useMantineColorScheme } from '@mantine/core';
import i18next from 'i18next';
import { createContext, type ReactNode, useContext, useEffect, useMemo } from 'react';
import { defaultSettings, type Settings } from '../../main/contract/settings.ts';
import { browserLanguage } from '../texts/i18n.ts';
import { call } from './host.ts';
import { useHost } from './use-host.ts';

interface SettingsInUse {
  readonly settings: Settings;
  /** False until the host has told them: what is shown then are defaults. */
  readonly known: boolean;
  readonly change: (values: Partial<Settings>) => void;
}

const Context = createContext<SettingsInUse>({ settings: defaultSettings, known: false, change: () => {} });

export const useSettings = (): SettingsInUse => useContext(Context);

/** The host's settings for the whole page; language and theme follow them at once, also when another window changed them. */
export function SettingsProvider({ children }: { children: ReactNode }) {
  const { value, refresh } = useHost('settings.get', {}, ['settings.changed', 'setup.changed']);
  const { setColorScheme } = useMantineColorScheme();
  const language = value?.languageChosen ? value.language : browserLanguage();
  const theme = value?.theme;

  useEffect(() => {
    void i18next.changeLanguage(language);
  }, [language]);
  useEffect(() => {
    if (theme !== undefined) setColorScheme(theme === 'system' ? 'auto' : theme);
  }, [theme, setColorScheme]);

  const inUse = useMemo<SettingsInUse>(
    () => ({
      settings: value ?? defaultSettings,
      known: value !== null,
      change: (values) => {
        void call('settings.set', values).then(refresh);
      },
    }),
    [value, refresh],
  );
  return <Context value={inUse}>{children}</Context>;
}

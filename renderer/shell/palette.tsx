import { useComputedColorScheme } from '@mantine/core';
import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconMoonStars, IconSearch, IconUserPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useSettings } from '../host/settings.tsx';
import { pages } from './pages.ts';
import { askToEnrol } from './wishes.ts';

/** Ctrl/⌘-K: every page and action by name. */
export function Palette() {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const { change } = useSettings();
  const scheme = useComputedColorScheme();
  const actions: SpotlightActionGroupData[] = [
    {
      group: t('pages'),
      actions: pages.map(({ id, path, icon: Icon }) => ({
        id,
        label: t(id),
        leftSection: <Icon size={20} stroke={1.6} aria-hidden />,
        onClick: () => go(path),
      })),
    },
    {
      group: t('palette'),
      actions: [
        {
          id: 'enrol',
          label: t('keysEnrol'),
          leftSection: <IconUserPlus size={20} stroke={1.6} aria-hidden />,
          onClick: () => {
            go('/');
            askToEnrol();
          },
        },
        {
          id: 'theme',
          label: t('switchTheme'),
          leftSection: <IconMoonStars size={20} stroke={1.6} aria-hidden />,
          onClick: () => change({ theme: scheme === 'dark' ? 'light' : 'dark' }),
        },
      ],
    },
  ];
  return (
    <Spotlight
      actions={actions}
      shortcut={['mod + K']}
      nothingFound={t('paletteEmpty')}
      highlightQuery
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden />,
        placeholder: t('palette'),
        'aria-label': t('palette'),
      }}
    />
  );
}

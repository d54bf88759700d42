import { useComputedColorScheme } from '@mantine/core';
import { Spotlight, type SpotlightActionGroupData } from '@mantine/spotlight';
import { IconMoonStars, IconSearch, IconUserPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { Portrait } from '../faces/portrait.tsx';
import { useSettings } from '../host/settings.tsx';
import { useHost } from '../host/use-host.ts';
import { useMay } from '../session/session.tsx';
import { usePages } from './use-pages.ts';
import { askToEnrol } from './wishes.ts';

/** People named at once; more are in People. */
const peopleShown = 8;

/** Ctrl/⌘-K: every page, person and action by name. */
export function Palette() {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const { change } = useSettings();
  const scheme = useComputedColorScheme();
  const [query, setQuery] = useState('');
  const people = usePeopleNamed(query);
  const pages = usePages();
  const mayEnrol = useMay('enrol.fromImages');
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
      group: t('people'),
      actions: people.map(({ id, name }) => ({
        id,
        label: name,
        leftSection: <Portrait personId={id} name={name} size={24} />,
        onClick: () => go(`/people/${id}`),
      })),
    },
    {
      group: t('actions'),
      actions: [
        ...(mayEnrol
          ? [
              {
                id: 'enrol',
                label: t('keysEnrol'),
                leftSection: <IconUserPlus size={20} stroke={1.6} aria-hidden />,
                onClick: () => {
                  go('/');
                  askToEnrol();
                },
              },
            ]
          : []),
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
      query={query}
      onQueryChange={setQuery}
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

/** Nobody until a name is typed: a list of all would bury the rest. */
function usePeopleNamed(query: string) {
  const { value } = useHost('people.list', {}, ['people.changed']);
  const wanted = query.trim().toLocaleLowerCase();
  if (wanted === '') return [];
  return (value?.people ?? []).filter(({ name }) => name.toLocaleLowerCase().includes(wanted)).slice(0, peopleShown);
}

import { Kbd, Modal, Table, useComputedColorScheme } from '@mantine/core';
import { useDisclosure, useHotkeys } from '@mantine/hooks';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { useSettings } from '../host/settings.tsx';
import { useMay } from '../session/session.tsx';
import { usePages } from './use-pages.ts';
import { askToEnrol } from './wishes.ts';

const sequenceMs = 1200;

/** The keys that work everywhere, and `?`, which lists them. */
export function KeysHelp() {
  const { t } = useTranslation();
  const [path, go] = useLocation();
  const [opened, { open, close }] = useDisclosure(false);
  const { change } = useSettings();
  const pages = usePages();
  const mayEnrol = useMay('enrol.fromImages');
  const scheme = useComputedColorScheme();
  const pressedG = useRef(Number.NEGATIVE_INFINITY);

  useHotkeys([
    ['shift+?', open],
    ['?', open],
    [
      'g',
      (event) => {
        pressedG.current = event.timeStamp;
      },
    ],
    // After `g` it is a page's.
    ['e', (event) => mayEnrol && path === '/' && event.timeStamp - pressedG.current > sequenceMs && askToEnrol()],
    ['shift+d', () => change({ theme: scheme === 'dark' ? 'light' : 'dark' })],
    [
      '/',
      (event) => {
        const search = document.querySelector<HTMLInputElement>('[data-page-search]');
        if (search === null) return;
        event.preventDefault();
        search.focus();
      },
    ],
  ]);
  // `g` and then a letter goes to a page.
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const target = event.target as HTMLElement;
      if (target.closest('input, textarea, select, [contenteditable]') !== null) return;
      // The times at which the keys were pressed, not those at which a busy page got round to them.
      if (event.timeStamp - pressedG.current > sequenceMs || event.ctrlKey || event.metaKey || event.altKey) return;
      const page = pages.find(({ key }) => key === event.key);
      if (page === undefined) return;
      pressedG.current = Number.NEGATIVE_INFINITY;
      go(page.path);
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [go, pages]);

  const rows = [
    { keys: ['Ctrl', 'K'], joint: '+', what: t('keysPalette') },
    ...pages.map(({ id, key }) => ({ keys: ['g', key], joint: t('keysThen'), what: t('keysGo', { page: t(id) }) })),
    ...(mayEnrol ? [{ keys: ['e'], joint: '', what: t('keysEnrol') }] : []),
    { keys: ['/'], joint: '', what: t('keysSearch') },
    { keys: ['Shift', 'D'], joint: '+', what: t('keysTheme') },
    { keys: ['?'], joint: '', what: t('keysHelp') },
  ];
  return (
    <Modal opened={opened} onClose={close} title={t('keys')} closeButtonProps={{ 'aria-label': t('close') }}>
      <Table>
        <Table.Tbody>
          {rows.map(({ keys, joint, what }) => (
            <Table.Tr key={what}>
              <Table.Td>
                {keys.map((key, index) => (
                  <span key={key}>
                    {index > 0 && <span className="quiet"> {joint} </span>}
                    <Kbd>{key}</Kbd>
                  </span>
                ))}
              </Table.Td>
              <Table.Td>{what}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}

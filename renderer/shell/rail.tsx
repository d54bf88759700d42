import { Kbd, Tooltip, UnstyledButton } from '@mantine/core';
import { spotlight } from '@mantine/spotlight';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { pageAt } from './pages.ts';
import { RailState } from './rail-state.tsx';
import { usePages } from './use-pages.ts';

export function Rail() {
  const { t } = useTranslation();
  const [path] = useLocation();
  const pages = usePages();
  const here = pageAt(path)?.path;
  return (
    <div className="rail">
      <nav aria-label={t('pages')}>
        {pages.map(({ id, path: to, icon: Icon }) => (
          <Link key={id} href={to} className="rail-item" aria-current={here === to ? 'page' : undefined}>
            <Icon size={22} stroke={1.6} aria-hidden />
            <span>{t(id)}</span>
          </Link>
        ))}
        <Tooltip label={<Kbd>Ctrl K</Kbd>} position="right">
          <UnstyledButton className="rail-item" onClick={() => spotlight.open()}>
            <IconSearch size={22} stroke={1.6} aria-hidden />
            <span>{t('paletteOpen')}</span>
          </UnstyledButton>
        </Tooltip>
      </nav>
      <RailState />
    </div>
  );
}

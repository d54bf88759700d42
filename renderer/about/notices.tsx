import { Code, Text, TextInput, UnstyledButton } from '@mantine/core';
import { IconChevronRight, IconSearch } from '@tabler/icons-react';
import { useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Notice } from '../../main/contract/about.ts';

/** The packages, searched by name and licence; a package's licence text unfolds under it. */
export function Notices({ notices }: { notices: readonly Notice[] }) {
  const { t } = useTranslation('about');
  const [typed, setTyped] = useState('');
  const wanted = useDeferredValue(typed.trim().toLowerCase());
  const found = notices.filter(({ name, licence }) => `${name} ${licence}`.toLowerCase().includes(wanted));
  return (
    <div>
      <TextInput
        type="search"
        data-page-search
        aria-label={t('search')}
        placeholder={t('search')}
        leftSection={<IconSearch size={18} aria-hidden />}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Text size="sm" className="quiet" role="status" my={8}>
        {found.length === 0 ? t('nothing') : t('found', { count: found.length })}
      </Text>
      <ul className="notices">
        {found.map((notice) => (
          <NoticeRow key={`${notice.name} ${notice.version}`} notice={notice} />
        ))}
      </ul>
    </div>
  );
}

function NoticeRow({ notice: { name, version, licence, homepage, text } }: { notice: Notice }) {
  const { t } = useTranslation('about');
  const [open, setOpen] = useState(false);
  return (
    <li>
      <UnstyledButton className="notice" aria-expanded={open} onClick={() => setOpen(!open)}>
        <IconChevronRight size={16} aria-hidden />
        <span className="notice-name">{name}</span>
        <span className="quiet">{version}</span>
        <span className="licence-name">{licence}</span>
      </UnstyledButton>
      {open && (
        <div className="notice-text">
          {homepage !== undefined && (
            <Text size="sm">
              {t('homepage')}: {homepage}
            </Text>
          )}
          {text === undefined ? (
            <Text size="sm">{t('noText')}</Text>
          ) : (
            <Code block className="licence-text">
              {text}
            </Code>
          )}
        </div>
      )}
    </li>
  );
}

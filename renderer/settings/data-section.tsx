import { Code, List, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useHost } from '../host/use-host.ts';

/** Where everything lies, and what stands between it and others. */
export function DataSection() {
  const { t } = useTranslation('settings');
  const { value } = useHost('data.folder', {});
  return (
    <section className="card" aria-label={t('data')}>
      <Title order={2}>{t('data')}</Title>
      <div className="setting-row">
        <span>{t('folder')}</span>
        <Code className="path">{value?.path ?? '\u00a0'}</Code>
      </div>
      <Text size="sm">{t('protects')}</Text>
      <List size="sm">
        <List.Item>{t('sealed')}</List.Item>
        {value?.unlockedBy.includes('key-file') && <List.Item>{t('byKeyFile')}</List.Item>}
        {value?.unlockedBy.includes('passphrase') && <List.Item>{t('byPassphrase')}</List.Item>}
        {value?.unlockedBy.includes('system') && <List.Item>{t('bySystem')}</List.Item>}
        <List.Item>{t('eventsPlain')}</List.Item>
        <List.Item>{t('staysHere')}</List.Item>
      </List>
    </section>
  );
}

import { Button, Code, Group, Text, TextInput, Title } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallError } from '../../main/contract/errors.ts';
import type { CallOutput } from '../../main/contract/index.ts';
import { call } from '../host/host.ts';
import { useHost } from '../host/use-host.ts';
import { errorText } from '../texts/error-text.ts';

/** From the root or a drive on: the host stands in no folder that a reader of this page could know. */
const isWhole = (path: string): boolean => /^(?:\/|\\\\|[A-Za-z]:[\\/])/.test(path.trim());

/** Makes a backup, and says what it is made of and where the key ring's files lie. */
export function BackupSection() {
  const { t } = useTranslation('trust');
  const places = useHost('backup.places', {});
  const [folder, setFolder] = useState('');
  const [busy, setBusy] = useState(false);
  const [made, setMade] = useState<CallOutput<'backup.create'> | null>(null);
  const [error, setError] = useState<CallError | null>(null);

  const create = async () => {
    setBusy(true);
    const outcome = await call('backup.create', { folder });
    setBusy(false);
    setMade(outcome.ok ? outcome.value : null);
    setError(outcome.ok ? null : outcome.error);
    places.refresh();
  };
  const forget = async (keys: string) => {
    const outcome = await call('backup.forget', { keys });
    setError(outcome.ok ? null : outcome.error);
    places.refresh();
  };

  return (
    <section className="card" aria-label={t('backup')}>
      <Title order={2}>{t('backup')}</Title>
      <Text className="quiet" size="sm">
        {t('backupLead')}
      </Text>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void create();
        }}
      >
        <Group align="flex-end" mt="sm" wrap="nowrap">
          <TextInput
            flex={1}
            label={t('folder')}
            description={t('folderHint')}
            value={folder}
            // Above the field, whose lower edge the button stands on.
            inputWrapperOrder={['label', 'description', 'error', 'input']}
            error={folder.trim() !== '' && !isWhole(folder) && t('folderWhole')}
            onChange={(event) => setFolder(event.currentTarget.value)}
          />
          <Button flex="none" type="submit" variant="default" loading={busy} disabled={!isWhole(folder)}>
            {t('create')}
          </Button>
        </Group>
      </form>
      <div role="status">
        {error !== null && (
          <Text size="sm" mt="sm" c="var(--rejected)">
            {errorText(error)} {error.message}
          </Text>
        )}
        {made !== null && (
          <>
            <Text size="sm" mt="sm">
              {t('made', { people: made.people, templates: made.templates, events: made.events })}
            </Text>
            <div className="setting-row">
              <span>{t('dataFile')}</span>
              <Code className="path">{made.data}</Code>
            </div>
            <div className="setting-row">
              <span>{t('keysFile')}</span>
              <Code className="path">{made.keys}</Code>
            </div>
            <Text size="sm" className="quiet">
              {t('keysWhat')}
            </Text>
          </>
        )}
      </div>
      {places.value !== null && places.value.keys.length > 0 && (
        <>
          <Text size="sm" mt="sm">
            {t('keptUp')}
          </Text>
          {places.value.keys.map((file) => (
            <div className="setting-row" key={file}>
              <Code className="path">{file}</Code>
              <Button size="xs" variant="subtle" aria-label={t('forget', { file })} onClick={() => void forget(file)}>
                ✕
              </Button>
            </div>
          ))}
        </>
      )}
      <Text size="sm" mt="sm" className="quiet">
        {t('restore')}
      </Text>
    </section>
  );
}

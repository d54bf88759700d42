import { Alert, Button, Group, Text, TextInput, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BeginInput, SetupState } from '../../main/contract/setup.ts';
import { call } from '../host/host.ts';
import { type ChosenKey, isComplete, KeyChoice } from './key-choice.tsx';
import { chosenLanguage, LanguageSwitch } from './language-switch.tsx';
import { ModelChoice } from './model-choice.tsx';
import { Question } from './question.tsx';
import { startTrouble } from './start-trouble.ts';

const slotOf = ({ kind, passphrase }: ChosenKey): BeginInput['slot'] =>
  kind === 'passphrase' ? { kind, passphrase } : { kind };

/** The four choices, each with a default that is good for most: one press on Start is enough. */
export function FirstStart({ state, done }: { state: SetupState; done: () => void }) {
  const { t } = useTranslation('start');
  const [dataDir, setDataDir] = useState(state.suggestedDataDir);
  const [key, setKey] = useState<ChosenKey>({ kind: 'key-file', passphrase: '', again: '' });
  const [modelId, setModelId] = useState(state.models[0]?.id ?? '');
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<ReturnType<typeof startTrouble> | null>(null);

  const begin = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setTrouble(null);
    const outcome = await call('setup.begin', { language: chosenLanguage(), dataDir, slot: slotOf(key), modelId });
    setBusy(false);
    if (outcome.ok) return done();
    setTrouble(startTrouble(t, outcome.error));
  };

  return (
    <main className="start">
      <form className="start-page" onSubmit={(event) => void begin(event)}>
        <header>
          <img src="/icon.svg" alt="" width={40} height={40} />
          <div>
            <Title order={1}>{t('title')}</Title>
            <Text className="quiet">{t('lead')}</Text>
          </div>
          <LanguageSwitch />
        </header>
        {state.missingDataDir !== null && (
          <Alert
            variant="outline"
            color="orange"
            className="warning"
            icon={<IconAlertTriangle aria-hidden />}
            title={t('folderMissingTitle')}
          >
            {t('folderMissing', { dir: state.missingDataDir })}
          </Alert>
        )}
        <Question title={t('folder')} why={t('folderWhy')}>
          <TextInput
            aria-label={t('folderLabel')}
            value={dataDir}
            spellCheck={false}
            autoComplete="off"
            error={trouble?.aboutFolder === true && <span role="alert">{trouble.text}</span>}
            onChange={(event) => {
              setDataDir(event.currentTarget.value);
              setTrouble(null);
            }}
          />
        </Question>
        <Question title={t('key')} why={t('keyWhy')}>
          <KeyChoice slots={state.slots} value={key} choose={setKey} />
        </Question>
        <Question title={t('model')} why={t('modelWhy')}>
          <ModelChoice models={state.models} value={modelId} choose={setModelId} />
        </Question>
        <footer>
          <Group justify="flex-end">
            <Text role="status" className="said">
              {trouble?.aboutFolder === false && trouble.text}
            </Text>
            <Button type="submit" size="md" loading={busy} disabled={dataDir.trim() === '' || !isComplete(key)}>
              {t('begin')}
            </Button>
          </Group>
        </footer>
      </form>
    </main>
  );
}

import { Alert, Button, Group, Text, TextInput, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { BeginInput, SetupState } from '../../main/contract/setup.ts';
import { call } from '../host/host.ts';
import { nothingTyped } from '../session/new-password.tsx';
import { type ChosenKey, isComplete, KeyChoice } from './key-choice.tsx';
import { chosenLanguage, LanguageSwitch } from './language-switch.tsx';
import { ModelChoice } from './model-choice.tsx';
import { type ChosenOwner, OwnerChoice, ownerIsComplete } from './owner-choice.tsx';
import { Question } from './question.tsx';
import { startTrouble } from './start-trouble.ts';

const slotOf = ({ kind, passphrase }: ChosenKey): BeginInput['slot'] =>
  kind === 'passphrase' ? { kind, passphrase } : { kind };

/** One form: who the owner is, which is all that must be typed; the other choices have a default that is good for most. */
export function FirstStart({ state, done }: { state: SetupState; done: () => void }) {
  const { t } = useTranslation(['start', 'session']);
  const [dataDir, setDataDir] = useState(state.suggestedDataDir);
  const [key, setKey] = useState<ChosenKey>({ kind: 'key-file', passphrase: '', again: '' });
  const [modelId, setModelId] = useState(state.models[0]?.id ?? '');
  const [owner, setOwner] = useState<ChosenOwner>({ wanted: true, name: '', ...nothingTyped });
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<ReturnType<typeof startTrouble> | null>(null);

  const begin = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setTrouble(null);
    const { name, password } = owner;
    const outcome = await call('setup.begin', {
      language: chosenLanguage(),
      dataDir,
      slot: slotOf(key),
      modelId,
      owner: owner.wanted ? { name, password } : null,
    });
    // Whoever has just chosen the password need not type it again.
    if (outcome.ok && owner.wanted) await call('session.signIn', { name, password });
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
        <Question title={t('session:owner')} why={t('session:ownerWhy')}>
          <OwnerChoice value={owner} choose={setOwner} />
        </Question>
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
            {!ownerIsComplete(owner) && (
              <Text size="sm" className="quiet">
                {t('session:ownerMissing')}
              </Text>
            )}
            <Button
              type="submit"
              size="md"
              loading={busy}
              disabled={dataDir.trim() === '' || !isComplete(key) || !ownerIsComplete(owner)}
            >
              {t('begin')}
            </Button>
          </Group>
        </footer>
      </form>
    </main>
  );
}

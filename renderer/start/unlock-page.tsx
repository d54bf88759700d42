import { Button, Code, PasswordInput, Text, Title } from '@mantine/core';
import { IconLock } from '@tabler/icons-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { SetupState } from '../../main/contract/setup.ts';
import { call } from '../host/host.ts';
import { useSeconds } from '../session/use-seconds.ts';
import { errorText } from '../texts/error-text.ts';
import { LanguageSwitch } from './language-switch.tsx';

/** A store that is there and does not open by itself: asks for the passphrase, or says which key is missing. */
export function UnlockPage({ state, done }: { state: SetupState; done: () => void }) {
  const { t } = useTranslation('start');
  const opens = (kind: string): boolean => state.slots.some((slot) => slot.kind === kind && slot.available);
  const stored = (kind: string): boolean =>
    state.slots.some((slot) => slot.kind === kind && slot.reason !== 'not-in-this-store');
  return (
    <main className="start">
      <div className="unlock">
        <IconLock size={36} stroke={1.4} aria-hidden />
        <Title order={1}>{t('unlockTitle')}</Title>
        {opens('passphrase') ? (
          <Passphrase dataDir={state.dataDir ?? ''} done={done} />
        ) : stored('key-file') ? (
          <Missing lead={t('keyMissing')} path={state.keyFile} hint={t('keyMissingHint')} />
        ) : (
          <Missing lead={t('systemMissing')} path={state.dataDir} hint={t('systemMissingHint')} />
        )}
        <LanguageSwitch />
      </div>
    </main>
  );
}

function Missing({ lead, path, hint }: { lead: string; path: string | null; hint: string }) {
  return (
    <>
      <Text>{lead}</Text>
      {path !== null && <Code className="path">{path}</Code>}
      <Text size="sm" className="quiet">
        {hint}
      </Text>
    </>
  );
}

function Passphrase({ dataDir, done }: { dataDir: string; done: () => void }) {
  const { t } = useTranslation('start');
  const [passphrase, setPassphrase] = useState('');
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<'wrong' | { text: string } | null>(null);
  const [wait, setWait] = useSeconds();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);

  const unlock = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const outcome = await call('setup.unlock', { passphrase });
    setBusy(false);
    if (outcome.ok) return done();
    const { code, details } = outcome.error;
    setTrouble(code === 'STORE_LOCKED' ? 'wrong' : { text: errorText(outcome.error) });
    if (typeof details?.waitMs === 'number') setWait(Math.ceil(details.waitMs / 1000));
  };

  const text = trouble === 'wrong' ? t('wrong') : trouble?.text;
  return (
    <form onSubmit={(event) => void unlock(event)}>
      <Text>{t('unlockLead')}</Text>
      <Code className="path">{dataDir}</Code>
      <PasswordInput
        label={t('passphrase')}
        value={passphrase}
        ref={field}
        autoComplete="current-password"
        error={text !== undefined && <span role="alert">{text}</span>}
        visibilityToggleButtonProps={{ 'aria-label': t('show') }}
        onChange={(event) => setPassphrase(event.currentTarget.value)}
      />
      <Button type="submit" fullWidth loading={busy} disabled={passphrase === '' || wait > 0}>
        {wait > 0 ? t('wait', { count: wait }) : t('unlock')}
      </Button>
      <Text size="sm" className="quiet">
        {t('lostHint')} <Code>{t('lostCommand')}</Code>
      </Text>
    </form>
  );
}

import { Button, Code, PasswordInput, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../host/host.ts';
import { errorText } from '../texts/error-text.ts';
import { useSeconds } from './use-seconds.ts';

/** Name and password; what is wrong is said once, for both, and how long to wait after too many. */
export function SignInForm() {
  const { t } = useTranslation('session');
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [wait, setWait] = useSeconds();

  const signIn = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    setTrouble(null);
    const outcome = await call('session.signIn', { name, password });
    setBusy(false);
    if (outcome.ok) return; // the page changes by itself
    const { code, details } = outcome.error;
    setPassword('');
    setTrouble(code === 'WRONG_PASSWORD' ? t('wrong') : errorText(outcome.error));
    if (typeof details?.waitMs === 'number') setWait(Math.ceil(details.waitMs / 1000));
  };
  return (
    <form className="sign-in" onSubmit={(event) => void signIn(event)}>
      <TextInput
        label={t('name')}
        value={name}
        autoComplete="username"
        data-autofocus
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <PasswordInput
        label={t('password')}
        value={password}
        autoComplete="current-password"
        error={trouble !== null && <span role="alert">{trouble}</span>}
        visibilityToggleButtonProps={{ 'aria-label': t('show') }}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <Button type="submit" fullWidth loading={busy} disabled={name.trim() === '' || password === '' || wait > 0}>
        {wait > 0 ? t('wait', { count: wait }) : t('signIn')}
      </Button>
      <Text size="sm" className="quiet">
        {t('forgotten')} <Code>npm run -s cli -- operators password NAME</Code>
      </Text>
    </form>
  );
}

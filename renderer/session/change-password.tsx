import { Button, Group, Modal, PasswordInput, Stack } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../host/host.ts';
import { notify } from '../shell/notify.ts';
import { errorText } from '../texts/error-text.ts';
import './session.css';
import { isGood, NewPassword, nothingTyped } from './new-password.tsx';

export function ChangePassword({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['session', 'shell']);
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState(nothingTyped);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const change = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const outcome = await call('session.changePassword', { current, next: next.password });
    setBusy(false);
    if (!outcome.ok) return setTrouble(errorText(outcome.error));
    notify({ kind: 'good', message: t('changed') });
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('changePassword')}
      closeButtonProps={{ 'aria-label': t('shell:close') }}
      size="lg"
    >
      <form className="password-form" onSubmit={(event) => void change(event)}>
        <Stack>
          <PasswordInput
            label={t('current')}
            value={current}
            autoComplete="current-password"
            error={trouble !== null && <span role="alert">{trouble}</span>}
            visibilityToggleButtonProps={{ 'aria-label': t('show') }}
            onChange={(event) => setCurrent(event.currentTarget.value)}
            data-autofocus
          />
          <NewPassword value={next} choose={setNext} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('shell:cancel')}
            </Button>
            <Button type="submit" loading={busy} disabled={current === '' || !isGood(next)}>
              {t('change')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

import { ActionIcon, Alert, Button, Code, Group, Modal, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { IconFileText, IconKey, IconLifebuoy, IconLock, IconTrash } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shortestPassphrase } from '../../main/contract/setup.ts';
import { call } from '../host/host.ts';
import { useHost } from '../host/use-host.ts';
import { notify, notifyProblem } from '../shell/notify.ts';

const icons = { 'key-file': IconFileText, passphrase: IconLock, recovery: IconLifebuoy, system: IconKey } as const;

/** The ways to open the data folder, and how to change them. */
export function KeysSection() {
  const { t } = useTranslation(['keys', 'shell']);
  const { value } = useHost('keys.list', {}, ['keys.changed']);
  const [asking, setAsking] = useState(false);
  const [code, setCode] = useState<string | null>(null);
  const [removing, setRemoving] = useState<{ readonly id: string; readonly what: string } | null>(null);
  const slots = value?.slots ?? [];
  const has = (use: string): boolean => slots.some((slot) => slot.use === use);

  const renew = async (): Promise<void> => {
    const outcome = await call('keys.renewKeyFile', {});
    if (outcome.ok) notify({ kind: 'good', message: t('renewed', { path: outcome.value.path }) });
    else notifyProblem(outcome.error);
  };
  const newCode = async (): Promise<void> => {
    const outcome = await call('keys.newRecoveryCode', {});
    if (outcome.ok) setCode(outcome.value.code);
    else notifyProblem(outcome.error);
  };
  const remove = async (id: string): Promise<void> => {
    setRemoving(null);
    const outcome = await call('keys.remove', { id });
    if (!outcome.ok) notifyProblem(outcome.error);
  };
  return (
    <section className="card" aria-label={t('title')}>
      <Title order={2}>{t('title')}</Title>
      <Text className="quiet" size="sm">
        {t('lead')}
      </Text>
      <ul className="names keys-list">
        {slots.map(({ id, use }) => {
          const Sign = icons[use];
          return (
            <li key={id} className="setting-row">
              <Group gap="xs">
                <Sign size={18} stroke={1.6} aria-hidden />
                {t(use)}
                {use === 'key-file' && <Code className="path">{value?.keyFile}</Code>}
              </Group>
              {slots.length > 1 && (
                <ActionIcon
                  color="gray"
                  aria-label={t('remove', { what: t(use) })}
                  onClick={() => setRemoving({ id, what: t(use) })}
                >
                  <IconTrash size={18} stroke={1.6} aria-hidden />
                </ActionIcon>
              )}
            </li>
          );
        })}
      </ul>
      <Group mt="sm">
        <Button variant="default" onClick={() => setAsking(true)}>
          {t(has('passphrase') ? 'changePassphrase' : 'setPassphrase')}
        </Button>
        <Button variant="default" onClick={() => void newCode()}>
          {t('newCode')}
        </Button>
        <Button variant="default" onClick={() => void renew()}>
          {t('renew')}
        </Button>
      </Group>
      {removing !== null && (
        <Modal
          opened
          onClose={() => setRemoving(null)}
          title={t('remove', { what: removing.what })}
          closeButtonProps={{ 'aria-label': t('shell:close') }}
        >
          <Stack>
            <Text>{t('removeWhat')}</Text>
            <Group justify="flex-end">
              <Button variant="default" onClick={() => setRemoving(null)}>
                {t('shell:cancel')}
              </Button>
              <Button color="red" onClick={() => void remove(removing.id)}>
                {t('removeNow')}
              </Button>
            </Group>
          </Stack>
        </Modal>
      )}
      {asking && <AskPassphrase onClose={() => setAsking(false)} />}
      {code !== null && <ShowCode code={code} onClose={() => setCode(null)} />}
    </section>
  );
}

function AskPassphrase({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation(['keys', 'start', 'shell']);
  const [typed, setTyped] = useState('');
  const [again, setAgain] = useState('');
  const [busy, setBusy] = useState(false);
  const good = typed.length >= shortestPassphrase && typed === again;
  const set = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const outcome = await call('keys.changePassphrase', { passphrase: typed });
    setBusy(false);
    if (!outcome.ok) return void notifyProblem(outcome.error);
    notify({ kind: 'good', message: t('passphraseSet') });
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t('passphrase')} closeButtonProps={{ 'aria-label': t('shell:close') }}>
      <form onSubmit={(event) => void set(event)}>
        <Stack>
          <PasswordInput
            label={t('start:passphraseLabel', { count: shortestPassphrase })}
            value={typed}
            autoComplete="new-password"
            data-autofocus
            visibilityToggleButtonProps={{ 'aria-label': t('start:show') }}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
          <PasswordInput
            label={t('start:passphraseAgain')}
            value={again}
            autoComplete="new-password"
            error={again !== '' && again !== typed ? t('start:passphraseDiffers') : null}
            visibilityToggleButtonProps={{ 'aria-label': t('start:show') }}
            onChange={(event) => setAgain(event.currentTarget.value)}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('shell:cancel')}
            </Button>
            <Button type="submit" loading={busy} disabled={!good}>
              {t('set')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** Once: nothing keeps it. */
function ShowCode({ code, onClose }: { code: string; onClose: () => void }) {
  const { t } = useTranslation(['keys', 'shell']);
  return (
    <Modal opened onClose={onClose} title={t('recovery')} closeButtonProps={{ 'aria-label': t('shell:close') }}>
      <Stack>
        <Code className="recovery-code">{code}</Code>
        <Alert color="orange">{t('writeDown')}</Alert>
        <Group justify="flex-end">
          <Button onClick={onClose}>{t('written')}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}

import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Role, roles } from '../../../main/contract/operators.ts';
import { call } from '../../host/host.ts';
import { isGood, NewPassword, nothingTyped } from '../../session/new-password.tsx';
import { notify } from '../../shell/notify.ts';
import { errorText } from '../../texts/error-text.ts';

/** The first one is the owner; whoever adds them is signed in as them. */
export function AddOperator({ first, onClose }: { first: boolean; onClose: () => void }) {
  const { t } = useTranslation(['accessSettings', 'session', 'shell']);
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>(first ? 'owner' : 'operator');
  const [typed, setTyped] = useState(nothingTyped);
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<string | null>(null);
  const add = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const outcome = await call('operators.add', { name, role, password: typed.password });
    setBusy(false);
    if (!outcome.ok) return setTrouble(errorText(outcome.error));
    notify({ kind: 'good', message: t('added', { name }) });
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t(first ? 'addOwner' : 'add')}
      closeButtonProps={{ 'aria-label': t('shell:close') }}
      size="lg"
    >
      <form className="password-form" onSubmit={(event) => void add(event)}>
        <Stack>
          <TextInput
            label={t('name')}
            value={name}
            autoComplete="off"
            error={trouble !== null && <span role="alert">{trouble}</span>}
            onChange={(event) => setName(event.currentTarget.value)}
            data-autofocus
          />
          {!first && (
            <Select
              label={t('role')}
              data={roles.map((each) => ({ value: each, label: t(`session:role_${each}`) }))}
              value={role}
              allowDeselect={false}
              onChange={(next) => next !== null && setRole(next as Role)}
            />
          )}
          <NewPassword value={typed} choose={setTyped} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('shell:cancel')}
            </Button>
            <Button type="submit" loading={busy} disabled={name.trim() === '' || !isGood(typed)}>
              {t(first ? 'addOwner' : 'add')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

import { ActionIcon, Button, Group, Modal, Select, Stack, Text, Tooltip } from '@mantine/core';
import { IconPassword, IconTrash } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Operator, type Role, roles } from '../../../main/contract/operators.ts';
import { call } from '../../host/host.ts';
import { When } from '../../lists/when.tsx';
import { isGood, NewPassword, nothingTyped } from '../../session/new-password.tsx';
import { notify, notifyProblem } from '../../shell/notify.ts';

interface Props {
  readonly operator: Operator;
  /** There is nobody else. */
  readonly last: boolean;
  readonly changed: () => void;
}

export function OperatorRow({ operator, last, changed }: Props) {
  const { t } = useTranslation(['accessSettings', 'session']);
  const [open, setOpen] = useState<'password' | 'remove' | null>(null);
  const { id, name, role, present, lastSignInAt } = operator;
  const setRole = async (next: Role): Promise<void> => {
    const outcome = await call('operators.change', { id, role: next });
    if (!outcome.ok) notifyProblem(outcome.error);
    changed();
  };
  return (
    <tr>
      <td>
        {name}
        {present && <span className="quiet"> · {t('here')}</span>}
      </td>
      <td>
        <Select
          aria-label={`${t('role')}: ${name}`}
          data={roles.map((each) => ({ value: each, label: t(`session:role_${each}`) }))}
          value={role}
          allowDeselect={false}
          onChange={(next) => next !== null && void setRole(next as Role)}
        />
      </td>
      <td>{lastSignInAt === null ? <span className="quiet">{t('never')}</span> : <When at={lastSignInAt} />}</td>
      <td className="access-acts">
        <Act label={t('setPassword', { name })} icon={IconPassword} onClick={() => setOpen('password')} />
        <Act label={t('remove', { name })} icon={IconTrash} onClick={() => setOpen('remove')} />
        {open === 'password' && <SetPassword operator={operator} onClose={() => setOpen(null)} />}
        {open === 'remove' && <Remove operator={operator} last={last} onClose={() => setOpen(null)} />}
      </td>
    </tr>
  );
}

function Act({ label, icon: Icon, onClick }: { label: string; icon: typeof IconTrash; onClick: () => void }) {
  return (
    <Tooltip label={label}>
      <ActionIcon color="gray" aria-label={label} onClick={onClick}>
        <Icon size={18} stroke={1.6} aria-hidden />
      </ActionIcon>
    </Tooltip>
  );
}

function SetPassword({ operator: { id, name }, onClose }: { operator: Operator; onClose: () => void }) {
  const { t } = useTranslation(['accessSettings', 'shell']);
  const [typed, setTyped] = useState(nothingTyped);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const outcome = await call('operators.change', { id, password: typed.password });
    if (!outcome.ok) return void notifyProblem(outcome.error);
    notify({ kind: 'good', message: t('saved', { name }) });
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('setPassword', { name })}
      closeButtonProps={{ 'aria-label': t('shell:close') }}
      size="lg"
    >
      <form className="password-form" onSubmit={(event) => void save(event)}>
        <Stack>
          <NewPassword value={typed} choose={setTyped} />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('shell:cancel')}
            </Button>
            <Button type="submit" disabled={!isGood(typed)}>
              {t('save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

function Remove({ operator: { id, name }, last, onClose }: { operator: Operator; last: boolean; onClose: () => void }) {
  const { t } = useTranslation(['accessSettings', 'shell']);
  const remove = async (): Promise<void> => {
    const outcome = await call('operators.remove', { id });
    if (!outcome.ok) notifyProblem(outcome.error);
    onClose();
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('removeTitle', { name })}
      closeButtonProps={{ 'aria-label': t('shell:close') }}
    >
      <Text>{t(last ? 'removeLastText' : 'removeText')}</Text>
      <Group justify="flex-end" mt="lg" gap="sm">
        <Button variant="default" onClick={onClose} data-autofocus>
          {t('shell:cancel')}
        </Button>
        <Button color="red" onClick={() => void remove()}>
          {t('removeButton')}
        </Button>
      </Group>
    </Modal>
  );
}

import { ActionIcon, Group, TextInput, Title, Tooltip } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../host/host.ts';
import { May } from '../session/may.tsx';
import { errorText } from '../texts/error-text.ts';

/** The name, changed where it stands: Enter saves, Escape leaves it. */
export function PersonName({ id, name }: { id: string; name: string }) {
  const { t } = useTranslation('people');
  const [editing, setEditing] = useState(false);
  const pencil = useRef<HTMLButtonElement>(null);
  const wasEditing = useRef(false);
  useEffect(() => {
    if (wasEditing.current && !editing) pencil.current?.focus();
    wasEditing.current = editing;
  }, [editing]);

  if (editing) return <NameForm id={id} name={name} onEnd={() => setEditing(false)} />;
  return (
    <Group gap={4} wrap="nowrap">
      <Title order={1} className="person-name">
        {name}
      </Title>
      <May call="people.rename">
        <Tooltip label={t('rename')}>
          <ActionIcon ref={pencil} aria-label={t('rename')} onClick={() => setEditing(true)}>
            <IconPencil size={18} stroke={1.6} aria-hidden />
          </ActionIcon>
        </Tooltip>
      </May>
    </Group>
  );
}

function NameForm({ id, name, onEnd }: { id: string; name: string; onEnd: () => void }) {
  const { t } = useTranslation('people');
  const [typed, setTyped] = useState(name);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (busy) return;
    if (typed.trim() === '') return setProblem(t('nameEmpty'));
    if (typed.trim() === name) return onEnd();
    setBusy(true);
    const outcome = await call('people.rename', { id, name: typed });
    setBusy(false);
    if (outcome.ok) onEnd();
    else setProblem(outcome.error.code === 'BAD_INPUT' ? t('nameBad') : errorText(outcome.error));
  };
  return (
    <form onSubmit={(event) => void save(event)}>
      <h1 className="visually-hidden">{name}</h1>
      <TextInput
        size="md"
        label={t('name')}
        description={t('renameHint')}
        value={typed}
        error={problem}
        maxLength={120}
        autoComplete="off"
        autoFocus
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          setProblem(null);
        }}
        onKeyDown={(event) => event.key === 'Escape' && onEnd()}
      />
    </form>
  );
}

import { ActionIcon, TextInput, Title, Tooltip } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';

interface Props {
  readonly name: string;
  /** What the field holds, for who cannot see the heading. */
  readonly label: string;
  /** What the pencil does. */
  readonly action: string;
  readonly onSave: (name: string) => void;
}

/** A heading that is a name, changed where it stands: Enter saves, Escape leaves it. */
export function EditedName({ name, label, action, onSave }: Props) {
  const [typed, setTyped] = useState<string | null>(null);
  const save = (event: FormEvent): void => {
    event.preventDefault();
    const wanted = typed?.trim() ?? '';
    setTyped(null);
    if (wanted !== '' && wanted !== name) onSave(wanted);
  };
  if (typed !== null)
    return (
      <form onSubmit={save}>
        <TextInput
          aria-label={label}
          value={typed}
          maxLength={120}
          autoComplete="off"
          autoFocus
          onFocus={(event) => event.currentTarget.select()}
          onBlur={save}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Escape' && setTyped(null)}
        />
      </form>
    );
  return (
    <div className="run-name">
      <Title order={2}>{name}</Title>
      <Tooltip label={action}>
        <ActionIcon size="md" aria-label={action} onClick={() => setTyped(name)}>
          <IconPencil size={16} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}

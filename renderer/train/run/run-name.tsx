import { ActionIcon, TextInput, Title, Tooltip } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../host/host.ts';
import { notifyProblem } from '../../shell/notify.ts';

/** The run's name, changed where it stands: Enter saves, Escape leaves it. */
export function RunName({ runId, name }: { runId: string; name: string }) {
  const { t } = useTranslation('train');
  const [typed, setTyped] = useState<string | null>(null);
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const wanted = typed?.trim() ?? '';
    setTyped(null);
    if (wanted === '' || wanted === name) return;
    const outcome = await call('training.rename', { runId, name: wanted });
    if (!outcome.ok) notifyProblem(outcome.error);
  };
  if (typed !== null)
    return (
      <form onSubmit={(event) => void save(event)}>
        <TextInput
          aria-label={t('name')}
          value={typed}
          maxLength={120}
          autoComplete="off"
          autoFocus
          onFocus={(event) => event.currentTarget.select()}
          onBlur={(event) => void save(event)}
          onChange={(event) => setTyped(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Escape' && setTyped(null)}
        />
      </form>
    );
  return (
    <div className="run-name">
      <Title order={2}>{name}</Title>
      <Tooltip label={t('rename')}>
        <ActionIcon size="md" aria-label={t('rename')} onClick={() => setTyped(name)}>
          <IconPencil size={16} stroke={1.6} aria-hidden />
        </ActionIcon>
      </Tooltip>
    </div>
  );
}

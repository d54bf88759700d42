import { Textarea } from '@mantine/core';
import { useDebouncedCallback } from '@mantine/hooks';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../host/host.ts';

const savesAfterMs = 600;

/** Free words about a run, kept as they are typed. */
export function RunNotes({ runId, notes }: { runId: string; notes: string }) {
  const { t } = useTranslation('trainRun');
  const [typed, setTyped] = useState(notes);
  const [problem, setProblem] = useState(false);
  const save = useDebouncedCallback(
    (text: string) => void call('training.note', { runId, notes: text }).then(({ ok }) => setProblem(!ok)),
    { delay: savesAfterMs, flushOnUnmount: true },
  );
  return (
    <Textarea
      label={t('notes')}
      placeholder={t('notesHint')}
      autosize
      minRows={2}
      maxRows={8}
      maxLength={4000}
      value={typed}
      error={problem ? t('notesNotSaved') : null}
      onChange={(event) => {
        setTyped(event.currentTarget.value);
        save(event.currentTarget.value);
      }}
    />
  );
}

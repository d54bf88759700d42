import { Button, Checkbox, Group, RingProgress, Stack, Text, TextInput, Title } from '@mantine/core';
import { type FormEvent, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { shotsWanted } from '../../../models/quality/varied-shots.ts';
import { useConsent } from '../../people/use-consent.ts';
import { notify } from '../../shell/notify.ts';
import type { LookedAt } from '../frame-loop.ts';
import { saveShots } from './save-shots.ts';
import { Shots } from './shots.tsx';
import { type CaptureHintKey, useCapture } from './use-capture.ts';

interface Props {
  /** Filled in where somebody known is enrolled again. */
  readonly initialName: string;
  readonly looked: LookedAt | null;
  readonly live: boolean;
  /** 0..1 while pictures are taken, for the ring around the face; null before. */
  readonly onProgress: (captured: number | null) => void;
  readonly onEnd: () => void;
}

/** The guided capture: name and consent once, then five pictures taken by themselves, one hint at a time, then saved. */
export function CapturePanel({ initialName, looked, live, onProgress, onEnd }: Props) {
  const { t } = useTranslation('capture');
  const { text, consent } = useConsent();
  const [name, setName] = useState(initialName);
  const [agreed, setAgreed] = useState(false);
  const [running, setRunning] = useState(false);
  const [saving, setSaving] = useState(false);
  const { id, shots, hint, drop } = useCapture(looked, running && !saving);
  const complete = shots.length >= shotsWanted;

  useEffect(() => onProgress(running ? shots.length / shotsWanted : null), [running, shots.length, onProgress]);
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') onEnd();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, [onEnd]);

  const begin = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() !== '' && agreed && live) setRunning(true);
  };
  const save = async (): Promise<void> => {
    setSaving(true);
    const said = await saveShots({ name: name.trim(), consent }, id, shots);
    setSaving(false);
    for (const note of said.notes) notify(note);
    if (said.enrolled) onEnd();
  };

  return (
    <section className="card capture" aria-label={t('title')}>
      <Title order={2}>{t('title')}</Title>
      {!running ? (
        <form onSubmit={begin}>
          <Stack>
            <TextInput
              label={t('name')}
              placeholder={t('nameHint')}
              value={name}
              maxLength={120}
              autoComplete="off"
              autoFocus
              onChange={(event) => setName(event.currentTarget.value)}
            />
            <Checkbox label={text} checked={agreed} onChange={(event) => setAgreed(event.currentTarget.checked)} />
            {!live && <Text className="quiet">{t('noCamera')}</Text>}
            <Group>
              <Button type="submit" disabled={name.trim() === '' || !agreed || !live}>
                {t('begin')}
              </Button>
              <Button variant="default" onClick={onEnd}>
                {t('cancel')}
              </Button>
            </Group>
          </Stack>
        </form>
      ) : (
        <Stack>
          <Group wrap="nowrap" align="center">
            <RingProgress
              size={72}
              thickness={7}
              sections={[{ value: (shots.length / shotsWanted) * 100, color: 'var(--accepted)' }]}
              label={
                <Text ta="center" fw={600} aria-hidden>
                  {shots.length}
                </Text>
              }
              aria-hidden
            />
            <Text className="capture-hint" role="status" aria-live="polite">
              <Hint hint={hint} />
            </Text>
          </Group>
          <Text className="quiet">{t('progress', { done: shots.length, total: shotsWanted })}</Text>
          <Shots shots={shots} onDrop={drop} />
          <Group>
            <Button
              key={String(complete)}
              disabled={!complete}
              loading={saving}
              autoFocus={complete}
              onClick={() => void save()}
            >
              {saving ? t('saving') : t('save')}
            </Button>
            <Button variant="default" onClick={onEnd} disabled={saving}>
              {t('cancel')}
            </Button>
          </Group>
        </Stack>
      )}
    </section>
  );
}

function Hint({ hint }: { hint: CaptureHintKey }) {
  const { t } = useTranslation(['capture', 'faces']);
  return typeof hint === 'string' ? t(hint) : t(`faces:${hint.quality}`);
}

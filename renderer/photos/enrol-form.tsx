import { Button, Checkbox, Group, Stack, TextInput, Title } from '@mantine/core';
import { type ComponentProps, type FormEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { maxEnrolmentImages } from '../../main/contract/enrolment.ts';
import { call } from '../host/host.ts';
import { LookAlike } from '../people/look-alike.tsx';
import { useConsent } from '../people/use-consent.ts';
import { runJob } from '../shell/jobs.ts';
import { errorText } from '../texts/error-text.ts';
import type { Photo } from './photos-in-hand.ts';

interface Line {
  readonly good: boolean;
  readonly text: string;
}

/** Enrols the one person the photos in hand show. Consent first: without it the button stays shut. */
export function EnrolForm({ photos }: { photos: readonly Photo[] }) {
  const { t } = useTranslation(['photos', 'capture']);
  const { text, consent } = useConsent();
  const [name, setName] = useState('');
  const [agreed, setAgreed] = useState(false);
  const [busy, setBusy] = useState(false);
  const [lines, setLines] = useState<readonly Line[]>([]);
  const [alike, setAlike] = useState<readonly ComponentProps<typeof LookAlike>[]>([]);

  const enrol = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setBusy(true);
    const taken = photos.slice(0, maxEnrolmentImages);
    const images = await Promise.all(taken.map(async ({ file }) => new Uint8Array(await file.arrayBuffer())));
    const outcome = await runJob(t('enrolling'), (signal, report) =>
      call(
        'enrol.fromImages',
        { name, images, consent },
        {
          signal,
          onProgress: (value) => {
            const { done, total } = value as { done: number; total: number };
            report(done, total);
          },
        },
      ),
    );
    setBusy(false);
    if (!outcome.ok) return setLines([{ good: false, text: errorText(outcome.error) }]);
    const { person, accepted, templateIds, rejected, looksLike } = outcome.value;
    setLines([
      { good: true, text: t('enrolled', { name: person.name, accepted, total: taken.length }) },
      ...(photos.length > taken.length ? [{ good: false, text: t('tooMany', { max: maxEnrolmentImages }) }] : []),
      ...rejected.map((one) => ({
        good: false,
        text: t('refused', { file: taken[one.index]?.name ?? '', why: errorText(one) }),
      })),
    ]);
    setAlike(looksLike.map((other) => ({ person, templateIds, other })));
    setName('');
    setAgreed(false);
  };

  return (
    <form className="card" onSubmit={(event) => void enrol(event)}>
      <Title order={2}>{t('enrolTitle')}</Title>
      <Group align="flex-end">
        <TextInput
          flex={1}
          label={t('capture:name')}
          placeholder={t('capture:nameHint')}
          value={name}
          maxLength={120}
          autoComplete="off"
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" loading={busy} disabled={!agreed || name.trim() === ''}>
          {t('enrol')}
        </Button>
      </Group>
      <Checkbox label={text} checked={agreed} onChange={(event) => setAgreed(event.currentTarget.checked)} />
      <Stack gap={4} role="status" aria-live="polite">
        {lines.map((line) => (
          <p key={line.text} className="said" data-good={line.good}>
            <span aria-hidden="true">{line.good ? '✓' : '!'}</span> {line.text}
          </p>
        ))}
        {alike.map((one) => (
          <LookAlike key={one.other.id} {...one} />
        ))}
      </Stack>
    </form>
  );
}

import { Button, Checkbox, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventRecord } from '../../main/contract/events.ts';
import { call } from '../host/host.ts';
import { useHost } from '../host/use-host.ts';
import { notifyProblem } from '../shell/notify.ts';
import { offerUndo } from '../shell/offer-undo.tsx';

interface Props {
  readonly event: EventRecord;
  readonly says: 'not' | 'is';
  readonly onClose: () => void;
}

/** Says what becomes of it before it is said: always a comparison for calibration, the face itself only when asked. */
export function SayDialog({ event, says, onClose }: Props) {
  const { t, i18n } = useTranslation(['events', 'shell']);
  const { value } = useHost('people.list', {});
  const [is, setIs] = useState<string | null>(null);
  const [keep, setKeep] = useState(false);
  const [busy, setBusy] = useState(false);
  const name = event.person?.name ?? '';
  const people = (value?.people ?? []).map((person) => ({ value: person.id, label: person.name }));
  const canKeep = event.faceUntil !== null && (says === 'not' || event.facePicture);
  const until =
    event.faceUntil === null
      ? ''
      : new Intl.DateTimeFormat(i18n.language, { timeStyle: 'short' }).format(new Date(event.faceUntil));

  const say = async (): Promise<void> => {
    setBusy(true);
    const outcome = await call('events.say', {
      id: event.id,
      ...(says === 'is' && is !== null ? { is } : {}),
      keep: keep && canKeep ? (says === 'is' ? 'template' : 'negative') : 'nothing',
    });
    setBusy(false);
    if (!outcome.ok) return void notifyProblem(outcome.error);
    onClose();
    offerUndo(t('noted'), Date.now() + 10_000, () => void call('events.takeBack', { id: event.id }));
  };
  return (
    <Modal
      opened
      onClose={onClose}
      title={says === 'not' ? t('notThem', { name }) : t('thisIs')}
      closeButtonProps={{ 'aria-label': t('shell:close') }}
    >
      <Stack>
        {says === 'is' && (
          <Select label={t('whoIsIt')} data={people} value={is} onChange={setIs} searchable data-autofocus />
        )}
        <Text size="sm">{t('becomesComparison')}</Text>
        {canKeep ? (
          <Checkbox
            checked={keep}
            onChange={(change) => setKeep(change.currentTarget.checked)}
            label={says === 'not' ? t('keepNegative', { name }) : t('keepTemplate')}
            description={`${says === 'not' ? t('keepNegativeWhat', { name }) : t('keepTemplateWhat')} ${t('heldUntil', { time: until })}`}
          />
        ) : (
          <Text size="sm" className="quiet">
            {t('faceGone')}
          </Text>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('shell:cancel')}
          </Button>
          <Button loading={busy} disabled={says === 'is' && is === null} onClick={() => void say()}>
            {t('say')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

import { Button, Group, Modal, Select, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskTrack } from '../../main/contract/desk.ts';
import { cropFace } from '../faces/crop.ts';
import { call } from '../host/host.ts';
import { useHost } from '../host/use-host.ts';
import { useConsent } from '../people/use-consent.ts';
import { notify } from '../shell/notify.ts';
import { errorText } from '../texts/error-text.ts';
import type { CameraPicture } from './courier.ts';
import type { LookedAt } from './frame-loop.ts';

interface Props {
  readonly looked: LookedAt;
  readonly track: DeskTrack;
  readonly onEnrol: () => void;
  readonly onIgnore: () => void;
}

interface Held {
  readonly picture: CameraPicture;
  readonly box: DeskTrack['face']['box'];
  /** What was noted of them: saying who it was makes it a judged comparison for calibration. */
  readonly event: string | null;
}

/** "Who is this?": enrol them, say who it is, or let it be. */
export function UnknownActions({ looked, track, onEnrol, onIgnore }: Props) {
  const { t } = useTranslation('desk');
  // The picture as it was when one pressed: the person may have moved on while one chooses.
  const [held, setHeld] = useState<Held | null>(null);
  return (
    <div className="who">
      <Text fw={600}>{t('whoIsThis')}</Text>
      <Group gap="sm">
        <Button size="sm" onClick={onEnrol}>
          {t('enrolThis')}
        </Button>
        <Button
          size="sm"
          variant="default"
          onClick={() => setHeld({ picture: looked.picture, box: track.face.box, event: track.event })}
        >
          {t('thisIs')}
        </Button>
        <Button size="sm" variant="subtle" onClick={onIgnore}>
          {t('ignore')}
        </Button>
      </Group>
      {held !== null && <PickPerson {...held} onClose={() => setHeld(null)} />}
    </div>
  );
}

function PickPerson({ picture, box, event, onClose }: Held & { readonly onClose: () => void }) {
  const { t } = useTranslation(['desk', 'shell']);
  const { value } = useHost('people.list', {});
  const { consent } = useConsent();
  const [name, setName] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const add = async (): Promise<void> => {
    const person = value?.people.find((one) => one.name === name);
    if (name === null || person === undefined) return;
    setBusy(true);
    // First what was said, so that its score is the one without this picture; what limits it there does not keep the picture out.
    if (event !== null) await call('events.say', { id: event, is: person.id });
    const image = new Uint8Array(await (await cropFace(picture, box)).arrayBuffer());
    const outcome = await call('enrol.fromImages', { name, images: [image], consent, origin: 'camera' });
    setBusy(false);
    if (outcome.ok) notify({ kind: 'good', message: t('added', { name }) });
    else notify({ kind: 'warning', message: errorText(outcome.error) });
    if (outcome.ok) onClose();
  };
  return (
    <Modal opened onClose={onClose} title={t('pickPerson')} closeButtonProps={{ 'aria-label': t('shell:close') }}>
      <Stack>
        <Select
          label={t('pickPerson')}
          description={t('pickHint')}
          data={[...new Set((value?.people ?? []).map((person) => person.name))]}
          value={name}
          onChange={setName}
          searchable
          data-autofocus
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {t('shell:cancel')}
          </Button>
          <Button disabled={name === null} loading={busy} onClick={() => void add()}>
            {t('add')}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

import { Group, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccessOverview } from '../../main/contract/access.ts';
import type { Pass } from '../../main/contract/access-rules.ts';
import { useHost } from '../host/use-host.ts';
import { change } from './change.ts';
import { EditDialog } from './edit-dialog.tsx';
import { ItemList } from './item-list.tsx';
import { zoneChoices, zoneName } from './places.ts';

/** Visitors: one person, one zone, until a moment. Times are this machine's. */
export function PassesCard({ overview }: { overview: AccessOverview }) {
  const { t, i18n } = useTranslation('access');
  const { value } = useHost('people.list', {}, ['people.changed']);
  const [edited, setEdited] = useState<Pass | 'new' | null>(null);
  const { passes } = overview;
  const moment = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'medium', timeStyle: 'short' });
  const people = value?.people ?? [];
  const nameOf = ({ personId }: Pass): string => people.find(({ id }) => id === personId)?.name ?? '…';
  return (
    <>
      <ItemList
        title={t('passes')}
        kind="pass"
        none={t('noPasses')}
        items={passes.map((pass) => ({
          id: pass.id,
          name: nameOf(pass),
          more: [
            t(Date.parse(pass.until) <= Date.now() ? 'passOver' : 'passUntil', {
              zone: zoneName(overview, pass.zoneId),
              until: moment.format(new Date(pass.until)),
            }),
            ...(pass.note === '' ? [] : [pass.note]),
          ].join(' · '),
        }))}
        onAdd={() => setEdited('new')}
        onEdit={(id) => setEdited(passes.find((pass) => pass.id === id) ?? null)}
      />
      {edited !== null && (
        <PassDialog
          overview={overview}
          people={people}
          pass={edited === 'new' ? null : edited}
          onClose={() => setEdited(null)}
        />
      )}
    </>
  );
}

/** As a field for date and time takes it, by this machine's clock. */
const localText = (moment: Date): string =>
  new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);

function PassDialog({
  overview,
  people,
  pass,
  onClose,
}: {
  overview: AccessOverview;
  people: readonly { readonly id: string; readonly name: string }[];
  pass: Pass | null;
  onClose: () => void;
}) {
  const { t } = useTranslation('access');
  const [personId, setPerson] = useState(pass?.personId ?? people[0]?.id ?? '');
  const [zoneId, setZone] = useState(pass?.zoneId ?? overview.zones[0]?.id ?? '');
  const [from, setFrom] = useState(() => localText(pass === null ? new Date() : new Date(pass.from)));
  const [until, setUntil] = useState(() =>
    localText(pass === null ? new Date(Date.now() + 4 * 3_600_000) : new Date(pass.until)),
  );
  const [note, setNote] = useState(pass?.note ?? '');
  const save = () =>
    change('access.savePass', {
      ...(pass === null ? {} : { id: pass.id }),
      ...{ personId, zoneId, note },
      from: new Date(from).toISOString(),
      until: new Date(until).toISOString(),
    });
  return (
    <EditDialog
      size="lg"
      title={people.find(({ id }) => id === pass?.personId)?.name ?? t('newPass')}
      onSave={save}
      onClose={onClose}
    >
      <NativeSelect
        label={t('person')}
        disabled={pass !== null}
        value={personId}
        data={people.map(({ id, name }) => ({ value: id, label: name }))}
        onChange={(event) => setPerson(event.currentTarget.value)}
      />
      <NativeSelect
        label={t('zone')}
        value={zoneId}
        data={[...zoneChoices(overview)]}
        onChange={(event) => setZone(event.currentTarget.value)}
      />
      <Group grow>
        <TextInput
          type="datetime-local"
          label={t('from')}
          required
          value={from}
          onChange={(event) => setFrom(event.currentTarget.value)}
        />
        <TextInput
          type="datetime-local"
          label={t('until')}
          required
          value={until}
          onChange={(event) => setUntil(event.currentTarget.value)}
        />
      </Group>
      <TextInput
        label={t('note')}
        value={note}
        maxLength={200}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
    </EditDialog>
  );
}

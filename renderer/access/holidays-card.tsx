import { Checkbox, Group, NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccessOverview } from '../../main/contract/access.ts';
import type { Holiday, Site } from '../../main/contract/access-rules.ts';
import { change } from './change.ts';
import { EditDialog } from './edit-dialog.tsx';
import { ItemList } from './item-list.tsx';
import { NameInput } from './name-input.tsx';

/** The days on which rules may hold otherwise. */
export function HolidaysCard({ overview: { holidays, sites } }: { overview: AccessOverview }) {
  const { t } = useTranslation('access');
  const [edited, setEdited] = useState<Holiday | 'new' | null>(null);
  return (
    <>
      <ItemList
        title={t('holidays')}
        kind="holiday"
        none={t('noHolidays')}
        items={holidays.map(({ id, name, from, until, yearly }) => ({
          id,
          name,
          more: [from === until ? from : `${from} – ${until}`, ...(yearly ? [t('yearly')] : [])].join(' · '),
        }))}
        onAdd={() => setEdited('new')}
        onEdit={(id) => setEdited(holidays.find((holiday) => holiday.id === id) ?? null)}
      />
      {edited !== null && (
        <HolidayDialog holiday={edited === 'new' ? null : edited} sites={sites} onClose={() => setEdited(null)} />
      )}
    </>
  );
}

function HolidayDialog({
  holiday,
  sites,
  onClose,
}: {
  holiday: Holiday | null;
  sites: readonly Site[];
  onClose: () => void;
}) {
  const { t } = useTranslation('access');
  const [draft, setDraft] = useState<Omit<Holiday, 'id'>>(
    holiday ?? { siteId: sites[0]!.id, name: '', from: '', until: '', yearly: false },
  );
  const set = (part: Partial<Holiday>) => setDraft((before) => ({ ...before, ...part }));
  const save = () => change('access.saveHoliday', { ...draft, until: draft.until === '' ? draft.from : draft.until });
  return (
    <EditDialog title={holiday?.name ?? t('newHoliday')} onSave={save} onClose={onClose}>
      <NameInput value={draft.name} onChange={(name) => set({ name })} />
      {sites.length > 1 && (
        <NativeSelect
          label={t('site')}
          disabled={holiday !== null}
          value={draft.siteId}
          data={sites.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={(event) => set({ siteId: event.currentTarget.value })}
        />
      )}
      <Group grow>
        <TextInput
          type="date"
          label={t('from')}
          required
          value={draft.from}
          onChange={(event) => set({ from: event.currentTarget.value })}
        />
        <TextInput
          type="date"
          label={t('until')}
          value={draft.until}
          onChange={(event) => set({ until: event.currentTarget.value })}
        />
      </Group>
      <Checkbox
        label={t('yearly')}
        checked={draft.yearly}
        onChange={(event) => set({ yearly: event.currentTarget.checked })}
      />
    </EditDialog>
  );
}

import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccessOverview } from '../../main/contract/access.ts';
import type { Site, Zone } from '../../main/contract/access-rules.ts';
import { call } from '../host/host.ts';
import { notifyProblem } from '../shell/notify.ts';
import { change } from './change.ts';
import { EditDialog } from './edit-dialog.tsx';
import { ItemList } from './item-list.tsx';
import { NameInput } from './name-input.tsx';

/** Where the doors are: sites, each with a clock of its own, and what lies behind their doors. */
export function PlacesCard({ overview: { sites, zones } }: { overview: AccessOverview }) {
  const { t } = useTranslation('access');
  const [edited, setEdited] = useState<Site | 'new' | null>(null);
  const [renamed, setRenamed] = useState<Zone | null>(null);
  return (
    <>
      <ItemList
        title={t('sites')}
        kind="site"
        none={t('empty')}
        items={sites.map(({ id, name, timeZone }) => ({
          id,
          name,
          more: timeZone,
          parts: {
            kind: 'zone' as const,
            items: zones.filter(({ siteId }) => siteId === id),
            onEdit: (zoneId: string) => setRenamed(zones.find((zone) => zone.id === zoneId) ?? null),
          },
        }))}
        onAdd={() => setEdited('new')}
        onEdit={(id) => setEdited(sites.find((site) => site.id === id) ?? null)}
      />
      {edited !== null && <SiteDialog site={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
      {renamed !== null && <ZoneDialog zone={renamed} onClose={() => setRenamed(null)} />}
    </>
  );
}

function SiteDialog({ site, onClose }: { site: Site | null; onClose: () => void }) {
  const { t } = useTranslation('access');
  const [name, setName] = useState(site?.name ?? '');
  const [timeZone, setTimeZone] = useState(site?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone);
  const [zone, setZone] = useState(site === null ? t('firstZone') : '');
  // What the browser does not list ("UTC") may be what it is set to.
  const timeZones = [...new Set([...Intl.supportedValuesOf('timeZone'), timeZone])].sort();
  const save = async (): Promise<boolean> => {
    const made = await call('access.saveSite', { ...(site !== null && { id: site.id }), name, timeZone });
    if (made.ok) return zone.trim() === '' || change('access.saveZone', { siteId: made.value.id, name: zone });
    notifyProblem(made.error);
    return false;
  };
  return (
    <EditDialog title={site?.name ?? t('newSite')} onSave={save} onClose={onClose}>
      <NameInput value={name} onChange={setName} />
      <NativeSelect
        label={t('siteClock')}
        description={t('siteClockHint')}
        value={timeZone}
        data={timeZones}
        onChange={(event) => setTimeZone(event.currentTarget.value)}
      />
      <TextInput
        label={t(site === null ? 'zone' : 'anotherZone')}
        value={zone}
        required={site === null}
        maxLength={80}
        onChange={(event) => setZone(event.currentTarget.value)}
      />
    </EditDialog>
  );
}

function ZoneDialog({ zone, onClose }: { zone: Zone; onClose: () => void }) {
  const [name, setName] = useState(zone.name);
  return (
    <EditDialog title={zone.name} onSave={() => change('access.saveZone', { ...zone, name })} onClose={onClose}>
      <NameInput value={name} onChange={setName} />
    </EditDialog>
  );
}

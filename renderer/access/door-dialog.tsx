import { Autocomplete, Checkbox, Group, NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccessOverview } from '../../main/contract/access.ts';
import { type Door, type NewDoor, passbackKinds, usualDoor } from '../../main/contract/access-rules.ts';
import { POLICIES } from '../../models/liveness/session.ts';
import { call } from '../host/host.ts';
import { notifyProblem } from '../shell/notify.ts';
import { change } from './change.ts';
import { asNew, DoorOutputFields } from './door-output-fields.tsx';
import { EditDialog } from './edit-dialog.tsx';
import { NameInput } from './name-input.tsx';
import { useCameraNames } from './use-camera-names.ts';

const newZone = '+';

/** A door: where it leads, what camera it looks through, its conditions, what opens it. */
export function DoorDialog({
  overview: { sites, zones },
  door,
  onClose,
}: {
  overview: AccessOverview;
  door: Door | null;
  onClose: () => void;
}) {
  const { t } = useTranslation('access');
  const [siteId, setSite] = useState(door?.siteId ?? sites[0]!.id);
  const own = zones.filter((zone) => zone.siteId === siteId);
  const [draft, setDraft] = useState<Omit<NewDoor, 'output'>>(door ?? { ...usual, siteId, zoneId: own[0]?.id ?? null });
  const [newZoneName, setNewZone] = useState<string | null>(null);
  const [output, setOutput] = useState<NewDoor['output']>(() => asNew(door?.output ?? { kind: 'screen' }));
  const cameras = useCameraNames();
  const set = (part: Partial<NewDoor>) => setDraft((before) => ({ ...before, ...part }));
  const keepsSecret = door !== null && door.output.kind !== 'screen' && door.output.secretKnown;

  const save = async (): Promise<boolean> => {
    let { zoneId } = draft;
    if (newZoneName !== null) {
      const made = await call('access.saveZone', { siteId, name: newZoneName });
      if (!made.ok) {
        notifyProblem(made.error);
        return false;
      }
      zoneId = made.value.id;
    }
    const {
      id,
      name,
      camera,
      openSeconds,
      calibratedOnly,
      passback,
      passbackMinutes,
      twoPeople,
      twoPeopleSeconds,
      liveness,
    } = draft;
    return change('access.saveDoor', {
      ...(id === undefined ? {} : { id }),
      ...{ siteId, zoneId, name, camera, openSeconds, calibratedOnly },
      ...{ passback, passbackMinutes, twoPeople, twoPeopleSeconds, liveness, output },
    });
  };
  return (
    <EditDialog title={door?.name ?? t('newDoor')} size="lg" onSave={save} onClose={onClose}>
      {sites.length > 1 && (
        <NativeSelect
          label={t('site')}
          disabled={door !== null}
          value={siteId}
          data={sites.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={({ currentTarget: { value } }) => {
            setSite(value);
            setNewZone(null);
            set({ zoneId: zones.find((zone) => zone.siteId === value)?.id ?? null });
          }}
        />
      )}
      <Group grow align="flex-start">
        <NameInput value={draft.name} onChange={(name) => set({ name })} />
        <NativeSelect
          label={t('leadsInto')}
          value={newZoneName !== null ? newZone : (draft.zoneId ?? '')}
          data={[
            ...own.map(({ id, name }) => ({ value: id, label: name })),
            { value: newZone, label: t('newZone') },
            { value: '', label: t('leadsOut') },
          ]}
          onChange={({ currentTarget: { value } }) => {
            setNewZone(value === newZone ? '' : null);
            if (value !== newZone) set({ zoneId: value === '' ? null : value });
          }}
        />
      </Group>
      {newZoneName !== null && (
        <TextInput
          label={t('zone')}
          value={newZoneName}
          required
          maxLength={80}
          onChange={(event) => setNewZone(event.currentTarget.value)}
        />
      )}
      <Autocomplete
        label={t('camera')}
        description={t('cameraHint')}
        value={draft.camera}
        data={cameras}
        maxLength={200}
        onChange={(value) => set({ camera: value })}
      />
      <Group grow align="flex-end">
        <NumberInput
          label={t('openSeconds')}
          suffix={` ${t('seconds')}`}
          min={1}
          max={120}
          allowDecimal={false}
          value={draft.openSeconds}
          onChange={(value) => typeof value === 'number' && set({ openSeconds: value })}
        />
        <NativeSelect
          label={t('passback')}
          value={draft.passback}
          data={passbackKinds.map((value) => ({ value, label: t(`passback_${value}`) }))}
          onChange={(event) => set({ passback: event.currentTarget.value as NewDoor['passback'] })}
        />
      </Group>
      {draft.passback === 'timed' && (
        <NumberInput
          label={t('passbackMinutes')}
          min={1}
          max={1440}
          allowDecimal={false}
          value={draft.passbackMinutes}
          onChange={(value) => typeof value === 'number' && set({ passbackMinutes: value })}
        />
      )}
      <NativeSelect
        label={t('liveness')}
        description={t(`livenessHint_${draft.liveness}`)}
        inputWrapperOrder={['label', 'input', 'description']}
        value={draft.liveness}
        data={POLICIES.map((value) => ({ value, label: t(`liveness_${value}`) }))}
        onChange={(event) => set({ liveness: event.currentTarget.value as NewDoor['liveness'] })}
      />
      <Checkbox
        label={t('twoPeople')}
        checked={draft.twoPeople}
        onChange={(event) => set({ twoPeople: event.currentTarget.checked })}
      />
      {draft.twoPeople && (
        <NumberInput
          label={t('twoPeopleSeconds')}
          suffix={` ${t('seconds')}`}
          min={2}
          max={120}
          allowDecimal={false}
          value={draft.twoPeopleSeconds}
          onChange={(value) => typeof value === 'number' && set({ twoPeopleSeconds: value })}
        />
      )}
      <Checkbox
        label={t('calibratedOnly')}
        checked={draft.calibratedOnly}
        onChange={(event) => set({ calibratedOnly: event.currentTarget.checked })}
      />
      <DoorOutputFields output={output} secretKept={keepsSecret} onChange={setOutput} />
    </EditDialog>
  );
}

const usual = { name: '', ...usualDoor } as const;

import { Button, Group, NumberInput, Switch, Text, TextInput, Title } from '@mantine/core';
import { IconFileDescription, IconTrash } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Settings } from '../../main/contract/settings.ts';
import { call } from '../host/host.ts';
import { useSettings } from '../host/settings.tsx';
import { useHost } from '../host/use-host.ts';
import { saveFile } from '../lists/save-file.ts';
import { notify, notifyProblem } from '../shell/notify.ts';

type Lengths = 'personDays' | 'eventContentDays' | 'eventDays' | 'snapshotDays' | 'strangerSnapshotHours';

/** What people are told, how long anything of them is kept, and the sheet that says it all. */
export function PrivacySection() {
  const { t, i18n } = useTranslation('privacy');
  const { settings, change } = useSettings();
  const snapshots = useHost('privacy.snapshots', {}, ['event', 'settings.changed']);
  const count = snapshots.value?.count ?? 0;

  const dropAll = async (): Promise<void> => {
    const outcome = await call('events.dropSnapshots', {});
    if (!outcome.ok) return void notifyProblem(outcome.error);
    notify({ message: t('dropped', { count: outcome.value.dropped }) });
    snapshots.refresh();
  };
  const sheet = async (): Promise<void> => {
    const outcome = await call('privacy.sheet', { language: i18n.language === 'zh' ? 'zh' : 'en' });
    if (!outcome.ok) return void notifyProblem(outcome.error);
    saveFile(outcome.value.fileName, outcome.value.html, 'text/html');
  };
  return (
    <section className="card" aria-label={t('title')}>
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div>
          <Title order={2}>{t('title')}</Title>
          <Text className="quiet" size="sm">
            {t('lead')}
          </Text>
        </div>
        <Button
          flex="none"
          variant="default"
          leftSection={<IconFileDescription size={18} stroke={1.6} aria-hidden />}
          title={t('sheetHint')}
          onClick={() => void sheet()}
        >
          {t('sheet')}
        </Button>
      </Group>
      <Purpose value={settings.purpose} onSet={(purpose) => change({ purpose })} />
      <Text fw={600} mt="md">
        {t('terms')}
      </Text>
      <div className="term-fields">
        <Length of="personDays" label={t('personDays')} hint={t('personDaysHint')} low={0} high={3650} />
        <Length
          of="eventContentDays"
          label={t('eventContentDays')}
          hint={t('eventContentDaysHint')}
          low={0}
          high={3650}
        />
        <Length of="eventDays" label={t('eventDays')} hint={t('eventDaysHint')} low={0} high={3650} />
      </div>
      <Switch
        mt="md"
        label={t('snapshots')}
        description={t('snapshotsHint')}
        checked={settings.eventSnapshots}
        onChange={(event) => change({ eventSnapshots: event.currentTarget.checked })}
      />
      {settings.eventSnapshots && (
        <div className="term-fields">
          <Length of="snapshotDays" label={t('snapshotDays')} low={1} high={365} />
          <Length
            of="strangerSnapshotHours"
            label={t('strangerHours')}
            hint={t('strangerHoursHint')}
            low={1}
            high={72}
          />
        </div>
      )}
      {count > 0 && (
        <Group mt="sm">
          <Text size="sm">{t('kept', { count })}</Text>
          <Button
            size="compact-sm"
            color="red"
            variant="light"
            leftSection={<IconTrash size={16} stroke={1.6} aria-hidden />}
            onClick={() => void dropAll()}
          >
            {t('dropAll')}
          </Button>
        </Group>
      )}
    </section>
  );
}

/** Kept when the field is left or Enter is pressed: a half typed purpose is none. */
function Purpose({ value, onSet }: { value: string; onSet: (purpose: string) => void }) {
  const { t } = useTranslation('privacy');
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const set = (): void => {
    if (typed.trim() !== value) onSet(typed.trim());
  };
  return (
    <TextInput
      mt="md"
      label={t('purpose')}
      description={t('purposeHint')}
      value={typed}
      maxLength={200}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={set}
      onKeyDown={(event) => {
        if (event.key === 'Enter') set();
        if (event.key === 'Escape') setTyped(value);
      }}
    />
  );
}

interface LengthProps {
  readonly of: Lengths & keyof Settings;
  readonly label: string;
  readonly hint?: string;
  readonly low: number;
  readonly high: number;
}

/** A length of time, kept when the field is left: half typed, "3" on the way to "365" would erase people. */
function Length({ of, label, hint, low, high }: LengthProps) {
  const { settings, change } = useSettings();
  const [typed, setTyped] = useState<string | number>(settings[of]);
  useEffect(() => setTyped(settings[of]), [settings, of]);
  const fits = typeof typed === 'number' && Number.isInteger(typed) && typed >= low && typed <= high;
  const set = (): void => {
    if (!fits) setTyped(settings[of]);
    else if (typed !== settings[of]) change({ [of]: typed });
  };
  return (
    <NumberInput
      label={label}
      description={hint}
      value={typed}
      min={low}
      max={high}
      allowDecimal={false}
      clampBehavior="none"
      error={fits || typed === '' ? null : `${low} – ${high}`}
      onChange={setTyped}
      onBlur={set}
      onKeyDown={(event) => {
        if (event.key === 'Enter') set();
      }}
    />
  );
}

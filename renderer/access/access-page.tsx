import { Alert, Button, Group, Text, Title } from '@mantine/core';
import { IconAlertTriangle, IconDoor, IconLock, IconLockOpen } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccessOverview } from '../../main/contract/access.ts';
import type { SiteMode } from '../../main/contract/access-rules.ts';
import { useHost } from '../host/use-host.ts';
import { Empty } from '../lists/empty.tsx';
import { May } from '../session/may.tsx';
import { errorText } from '../texts/error-text.ts';
import './access.css';
import { change } from './change.ts';
import { DoorsCard } from './doors-card.tsx';
import { EditDialog } from './edit-dialog.tsx';
import { GroupsCard } from './groups-card.tsx';
import { HolidaysCard } from './holidays-card.tsx';
import { PassesCard } from './passes-card.tsx';
import { PlacesCard } from './places-card.tsx';
import { RulesCard } from './rules-card.tsx';
import { Simulator } from './simulator.tsx';

/** Which doors open for whom, and when; and what would happen at another moment. */
export default function AccessPage() {
  const { t } = useTranslation('access');
  const { value, error } = useHost('access.overview', {}, ['access.changed', 'people.changed']);
  return (
    <div className="page-body access">
      <header className="access-head">
        <div>
          <Title order={1}>{t('title')}</Title>
          <Text className="quiet">{t('lead')}</Text>
        </div>
        {value !== null && value.sites.length > 0 && (
          <May call="access.emergency">
            <Emergency overview={value} />
          </May>
        )}
      </header>
      {value !== null && <EmergencyNow overview={value} />}
      {error !== null && (
        <Alert color="orange" icon={<IconAlertTriangle />} role="alert">
          {errorText(error)}
        </Alert>
      )}
      {value !== null && value.clockBehind !== null && (
        <Alert
          color="orange"
          icon={<IconAlertTriangle />}
          role="alert"
          mb="md"
          title={t('clockBehind', { minutes: value.clockBehind })}
        >
          <Text size="sm">{t('clockBehindText')}</Text>
          <May call="access.acceptClock">
            <Button mt="xs" size="compact-sm" variant="default" onClick={() => void change('access.acceptClock', {})}>
              {t('clockIsRight')}
            </Button>
          </May>
        </Alert>
      )}
      {value !== null && value.sites.length === 0 && <Begin />}
      {value !== null && value.sites.length > 0 && (
        <div className="access-two">
          <div className="access-column">
            <DoorsCard overview={value} />
            <PlacesCard overview={value} />
            <GroupsCard overview={value} />
            <HolidaysCard overview={value} />
            <PassesCard overview={value} />
          </div>
          <div className="access-column">
            <RulesCard overview={value} />
            {value.doors.length > 0 && <Simulator overview={value} />}
          </div>
        </div>
      )}
    </div>
  );
}

function Begin() {
  const { t } = useTranslation('access');
  return (
    <Empty icon={IconDoor} title={t('empty')} text={t('emptyText')}>
      <May call="access.begin">
        <Button
          onClick={() =>
            void change('access.begin', {
              timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
              site: t('firstSite'),
              zone: t('firstZone'),
              door: t('firstDoor'),
            })
          }
        >
          {t('begin')}
        </Button>
      </May>
    </Empty>
  );
}

const modeOf = (sites: AccessOverview['sites']): SiteMode =>
  sites.find(({ mode }) => mode !== 'normal')?.mode ?? 'normal';

/** That there is one, and its end. */
function EmergencyNow({ overview: { sites } }: { overview: AccessOverview }) {
  const { t } = useTranslation('access');
  const mode = modeOf(sites);
  if (mode === 'normal') return null;
  const where = sites.filter((site) => site.mode === mode);
  return (
    <Alert
      color="red"
      icon={mode === 'open' ? <IconLockOpen /> : <IconLock />}
      role="status"
      mb="md"
      title={t(`mode_${mode}`)}
    >
      {where.length < sites.length && <Text size="sm">{where.map(({ name }) => name).join(', ')}</Text>}
      <May call="access.emergency">
        <Button
          mt="xs"
          size="compact-md"
          variant="default"
          onClick={() => void change('access.emergency', { siteId: null, mode: 'normal' })}
        >
          {t('backToNormal')}
        </Button>
      </May>
    </Alert>
  );
}

/** Of all sites: in an emergency nobody looks for the right one. Locking is one press; opening to everybody is asked about. */
function Emergency({ overview: { sites } }: { overview: AccessOverview }) {
  const { t } = useTranslation('access');
  const [opening, setOpening] = useState(false);
  const set = (mode: SiteMode) => change('access.emergency', { siteId: null, mode });
  const present = modeOf(sites);
  return (
    <Group gap="sm">
      {present !== 'locked-down' && (
        <Button
          color="red"
          variant="light"
          leftSection={<IconLock size={18} aria-hidden />}
          onClick={() => void set('locked-down')}
        >
          {t('lockDown')}
        </Button>
      )}
      {present !== 'open' && (
        <Button variant="default" leftSection={<IconLockOpen size={18} aria-hidden />} onClick={() => setOpening(true)}>
          {t('openAll')}
        </Button>
      )}
      {opening && (
        <EditDialog
          title={t('openAll')}
          save={t('openAll')}
          onSave={() => set('open')}
          onClose={() => setOpening(false)}
        >
          <Text>{t('openAllText')}</Text>
        </EditDialog>
      )}
    </Group>
  );
}

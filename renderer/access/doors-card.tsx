import { Button } from '@mantine/core';
import i18next from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccessOverview } from '../../main/contract/access.ts';
import type { Door } from '../../main/contract/access-rules.ts';
import { call } from '../host/host.ts';
import { useHost } from '../host/use-host.ts';
import { useMay } from '../session/session.tsx';
import { notify, notifyProblem } from '../shell/notify.ts';
import { DoorDialog } from './door-dialog.tsx';
import { DoorSign } from './door-sign.tsx';
import { ItemList } from './item-list.tsx';
import { zoneName } from './places.ts';

/** The doors with what they do now. */
export function DoorsCard({ overview }: { overview: AccessOverview }) {
  const { t } = useTranslation('access');
  const [edited, setEdited] = useState<Door | 'new' | null>(null);
  return (
    <>
      <ItemList
        title={t('doors')}
        kind="door"
        none={t('empty')}
        items={overview.doors.map((door) => ({
          id: door.id,
          name: door.name,
          more: `→ ${door.zoneId === null ? t('leadsOut') : zoneName(overview, door.zoneId)} · ${t(`output_${door.output.kind}`)}`,
          side: <DoorNow door={door} />,
        }))}
        onAdd={() => setEdited('new')}
        onEdit={(id) => setEdited(overview.doors.find((door) => door.id === id) ?? null)}
      />
      {edited !== null && (
        <DoorDialog overview={overview} door={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      )}
    </>
  );
}

function DoorNow({ door }: { door: Door }) {
  const { t } = useTranslation('access');
  const mayTry = useMay('access.tryOutput');
  const { value } = useHost('access.doorStatus', { doorId: door.id }, ['access.door', 'access.changed']);
  return (
    <span className="door-now">
      {value !== null && <DoorSign state={value.state} />}
      {value !== null && value.state === 'inactive' && value.inactive !== null && (
        <small>{t(`inactive_${value.inactive}`)}</small>
      )}
      {value !== null && value.state === 'unanswered' && (
        <small>{t('unansweredWhy', { answer: value.answer ?? '' })}</small>
      )}
      {mayTry && door.output.kind !== 'screen' && (
        <Button size="compact-sm" variant="default" onClick={() => void tryOutput(door)}>
          {t('tryOutput')}
        </Button>
      )}
    </span>
  );
}

async function tryOutput({ id, name }: Door): Promise<void> {
  const outcome = await call('access.tryOutput', { doorId: id });
  if (!outcome.ok) return void notifyProblem(outcome.error);
  const { answered, answer } = outcome.value;
  const t = i18next.getFixedT(null, 'access');
  notify({ message: t(answered ? 'tryAnswered' : 'trySilent', { name, answer }) });
}

import { Anchor } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { EventRecord } from '../../main/contract/events.ts';
import { Portrait } from '../faces/portrait.tsx';
import { VirtualTable } from '../lists/virtual-table.tsx';
import { When } from '../lists/when.tsx';
import { Happening } from './happening.tsx';
import { ScoreLine } from './score-line.tsx';
import { whatOf } from './what.ts';

const rowHeight = 48;

interface Props {
  readonly events: readonly EventRecord[];
  readonly total: number;
  readonly onEnd: () => void;
}

export function EventsTable({ events, total, onEnd }: Props) {
  const { t } = useTranslation(['events', 'faces']);
  return (
    <VirtualTable
      label={t('title')}
      rows={events}
      keyOf={({ id }) => id}
      rowHeight={rowHeight}
      total={total}
      onEnd={onEnd}
      columns={['col-time', 'col-what', 'col-name', 'col-score', 'col-second', 'col-model']}
      head={
        <>
          <th>{t('time')}</th>
          <th>{t('what')}</th>
          <th>{t('person')}</th>
          <th>
            {t('score')} <span className="stricter">({t('faces:stricter')} →)</span>
          </th>
          <th>{t('runnerUp')}</th>
          <th className="cell-model">{t('model')}</th>
        </>
      }
      cells={(event) => (
        <>
          <td>
            <When at={event.at} />
          </td>
          <td>
            <Happening event={event} />
          </td>
          <td>
            <Who event={event} />
          </td>
          <td>
            <ScoreLine event={event} />
          </td>
          <td className="quiet">{event.runnerUpScore?.toFixed(3) ?? '—'}</td>
          <td className="quiet cell-model" title={event.modelId ?? undefined}>
            {event.modelId ?? '—'}
          </td>
        </>
      )}
    />
  );
}

/** Strangers have no name; people who were erased have none any more. */
function Who({ event }: { event: EventRecord }) {
  const { t } = useTranslation('events');
  const { person } = event;
  if (person === null) {
    const erased = ['accepted', 'enrolled', 'removed'].includes(whatOf(event) ?? '');
    return <span className="quiet">{erased ? t('erased') : '—'}</span>;
  }
  return (
    <div className="list-person">
      <Portrait personId={person.id} name={person.name} size={32} />
      <Anchor inherit component={Link} href={`/people/${person.id}`} title={person.name}>
        {person.name}
      </Anchor>
    </div>
  );
}

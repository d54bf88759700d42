import { Anchor } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { EventRecord } from '../../main/contract/events.ts';
import { Portrait } from '../faces/portrait.tsx';
import { When } from '../lists/when.tsx';
import { AtDoor } from './at-door.tsx';
import { EventFeedback, Said } from './event-feedback.tsx';
import { EventSnapshot } from './event-snapshot.tsx';
import { By, Happening } from './happening.tsx';
import { ScoreLine } from './score-line.tsx';
import { whatOf } from './what.ts';

export type EventColumn = 'time' | 'what' | 'person' | 'score' | 'runnerUp' | 'model' | 'feedback';

/** A class a column, for its width. */
export const columnClass: Readonly<Record<EventColumn, string>> = {
  time: 'col-time',
  what: 'col-what',
  person: 'col-name',
  score: 'col-score',
  runnerUp: 'col-second',
  model: 'col-model',
  feedback: 'col-ends',
};

const quiet: Readonly<Partial<Record<EventColumn, string>>> = { runnerUp: 'quiet', model: 'quiet cell-model' };

/** The headings of a table of events. */
export function EventHeads({ columns }: { columns: readonly EventColumn[] }) {
  const { t } = useTranslation(['events', 'faces']);
  return columns.map((column) =>
    column === 'feedback' ? (
      <td key={column} />
    ) : (
      <th key={column} className={column === 'model' ? 'cell-model' : undefined}>
        {t(column)}
        {column === 'score' && <span className="stricter"> ({t('faces:stricter')} →)</span>}
      </th>
    ),
  );
}

/** One event's cells under them. */
export function EventCells({ columns, event }: { columns: readonly EventColumn[]; event: EventRecord }) {
  return columns.map((column) => (
    <td key={column} className={quiet[column]} title={column === 'model' ? (event.modelId ?? undefined) : undefined}>
      {cell(column, event)}
    </td>
  ));
}

function cell(column: EventColumn, event: EventRecord): ReactNode {
  if (column === 'time') return <When at={event.at} />;
  if (column === 'feedback')
    return (
      <div className="event-ends">
        <EventSnapshot event={event} />
        <EventFeedback event={event} />
      </div>
    );
  if (column === 'what')
    return (
      <>
        <Happening event={event} />
        <AtDoor event={event} />
        <By event={event} />
        <Said event={event} />
      </>
    );
  if (column === 'person') return <Who event={event} />;
  if (column === 'score') return <ScoreLine event={event} />;
  if (column === 'runnerUp') return event.runnerUpScore?.toFixed(3) ?? '—';
  return event.modelId ?? '—';
}

/** Strangers have no name; people who were erased have none any more. */
function Who({ event }: { event: EventRecord }) {
  const { t } = useTranslation(['events', 'acts']);
  const { person } = event;
  if (whatOf(event) === 'acts') return <Subject event={event} />;
  if (person === null) {
    const erased = ['accepted', 'access-granted', 'enrolled', 'removed'].includes(whatOf(event) ?? '');
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

/** The operator or API key that an act is about. */
function Subject({ event: { subject, details } }: { event: EventRecord }) {
  const { t } = useTranslation('acts');
  if (subject !== null) return subject;
  const isAbout = details !== null && ('operator' in details || 'key' in details);
  if (!isAbout) return '—';
  return <span className="quiet">{details.operator === null ? t('unknownName') : t('removedSince')}</span>;
}

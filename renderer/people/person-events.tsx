import { Anchor, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { columnClass, EventCells, type EventColumn, EventHeads } from '../events/event-columns.tsx';
import { useHost } from '../host/use-host.ts';

/** As many as fit under the rest of the page; the others are in the events. */
const shown = 20;
const columns: readonly EventColumn[] = ['time', 'what', 'score', 'model', 'feedback'];

/** What was decided about this person, the newest first. */
export function PersonEvents({ id }: { id: string }) {
  const { t } = useTranslation('people');
  const { value } = useHost('events.list', { personId: id, limit: shown, count: true }, ['event', 'people.changed']);
  const events = value?.events ?? [];
  return (
    <section className="card" aria-label={t('events')}>
      <Title order={2}>{t('events')}</Title>
      {value !== null && events.length === 0 && <Text className="quiet">{t('eventsNone')}</Text>}
      {events.length > 0 && (
        <table className="list person-events">
          <colgroup>
            {columns.map((column) => (
              <col key={column} className={columnClass[column]} />
            ))}
          </colgroup>
          <thead>
            <tr>
              <EventHeads columns={columns} />
            </tr>
          </thead>
          <tbody>
            {events.map((event) => (
              <tr key={event.id}>
                <EventCells columns={columns} event={event} />
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {(value?.total ?? 0) > shown && (
        <Text className="quiet" size="sm">
          {t('eventsMore', { shown, total: value?.total })} <Anchor href="#/events">{t('eventsAll')}</Anchor>
        </Text>
      )}
    </section>
  );
}

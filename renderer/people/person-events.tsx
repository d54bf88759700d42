import { Anchor, Text, Title } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Happening } from '../events/happening.tsx';
import { ScoreLine } from '../events/score-line.tsx';
import { useHost } from '../host/use-host.ts';
import { When } from '../lists/when.tsx';

/** As many as fit under the rest of the page; the others are in the events. */
const shown = 20;

/** What was decided about this person, the newest first. */
export function PersonEvents({ id }: { id: string }) {
  const { t } = useTranslation(['people', 'events']);
  const { value } = useHost('events.list', { personId: id, limit: shown, count: true }, ['event', 'people.changed']);
  const events = value?.events ?? [];
  return (
    <section className="card" aria-label={t('events')}>
      <Title order={2}>{t('events')}</Title>
      {value !== null && events.length === 0 && <Text className="quiet">{t('eventsNone')}</Text>}
      {events.length > 0 && (
        <table className="list person-events">
          <colgroup>
            <col className="col-time" />
            <col className="col-what" />
            <col />
            <col className="col-model" />
          </colgroup>
          <thead>
            <tr>
              <th>{t('events:time')}</th>
              <th>{t('events:what')}</th>
              <th>{t('events:score')}</th>
              <th className="cell-model">{t('events:model')}</th>
            </tr>
          </thead>
          <tbody>
            {events.map((event) => (
              <tr key={event.id}>
                <td>
                  <When at={event.at} />
                </td>
                <td>
                  <Happening event={event} />
                </td>
                <td>
                  <ScoreLine event={event} />
                </td>
                <td className="quiet cell-model">{event.modelId}</td>
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

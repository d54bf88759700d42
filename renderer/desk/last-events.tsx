import { Anchor, Text, Title } from '@mantine/core';
import { memo } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventRecord } from '../../main/contract/events.ts';
import { doorEventWord } from '../access/event-words.ts';
import { EventFeedback, Said } from '../events/event-feedback.tsx';
import { notAlive } from '../events/what.ts';
import { useHost } from '../host/use-host.ts';

/** What happened last before the cameras, quietly; who signed in is for the page of all events. */
export const LastEvents = memo(function LastEvents() {
  const { t, i18n } = useTranslation(['desk', 'access']);
  const { value } = useHost('events.list', { limit: 12, acts: false }, ['event', 'people.changed']);
  const time = new Intl.DateTimeFormat(i18n.language, { hour: '2-digit', minute: '2-digit', second: '2-digit' });
  const exact = new Intl.DateTimeFormat(i18n.language, { dateStyle: 'full', timeStyle: 'long' });
  const words = (event: EventRecord): string => {
    const { kind, decision, person } = event;
    const name = person?.name ?? t('erased');
    const atDoor = doorEventWord({ kind, decision });
    if (atDoor !== null) return person === null ? t(`access:${atDoor}`) : `${person.name}: ${t(`access:${atDoor}`)}`;
    if (kind === 'enrol') return t('event_enrolled', { name });
    if (kind === 'remove') return t('event_removed');
    if (kind === 'erase') return t('event_erased');
    if (decision === 'accepted') return t('event_accepted', { name });
    if (notAlive(event)) return t('event_notAlive', { name });
    return decision === 'unknown' ? t('event_unknown') : t('event_rejected');
  };
  const events = value?.events ?? [];
  return (
    <section className="card last" aria-label={t('last')}>
      <Title order={2}>{t('last')}</Title>
      {events.length === 0 ? (
        <Text className="quiet">{t('noEvents')}</Text>
      ) : (
        <ol className="last-list">
          {events.map((event) => (
            <li key={event.id}>
              <time dateTime={event.at} title={exact.format(new Date(event.at))}>
                {time.format(new Date(event.at))}
              </time>
              <span>
                {words(event)}
                <Said event={event} />
              </span>
              <EventFeedback event={event} />
            </li>
          ))}
        </ol>
      )}
      <Anchor href="#/events" size="sm">
        {t('allEvents')}
      </Anchor>
    </section>
  );
});

import { Chip, Group, SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type EventWhat, eventWhats } from '../../main/contract/events.ts';
import { Search } from '../lists/search.tsx';
import { DaysChoice } from './days-choice.tsx';
import './events.css';
import { type EventFilter, lastWeek, type Span, spans } from './filter.ts';

/** Choosing days begins with some, so that one sees what is chosen; those chosen before are kept. */
const withSpan = (filter: EventFilter, span: Span): EventFilter =>
  span === 'days' && filter.days.from === '' && filter.days.to === ''
    ? { ...filter, span, days: lastWeek() }
    : { ...filter, span };

/** What, when, about whom. */
export function EventFilters({ filter, onFilter }: { filter: EventFilter; onFilter: (filter: EventFilter) => void }) {
  const { t } = useTranslation(['events', 'faces', 'access']);
  const words: Readonly<Record<EventWhat, string>> = {
    accepted: t('faces:accepted'),
    unknown: t('faces:unknown'),
    rejected: t('faces:rejected'),
    'access-granted': t('access:event_access_granted'),
    'access-refused': t('access:event_access_refused'),
    door: t('access:event_doors'),
    enrolled: t('enrolled'),
    removed: t('removed'),
    erased: t('erased'),
    verify: t('verify'),
    acts: t('acts'),
  };
  return (
    <div className="list-bar">
      <Search label={t('search')} value={filter.name} onChange={(name) => onFilter({ ...filter, name })} />
      <SegmentedControl
        aria-label={t('span')}
        value={filter.span}
        data={spans.map((value) => ({ value, label: t(value) }))}
        onChange={(span) => onFilter(withSpan(filter, span as Span))}
      />
      {filter.span === 'days' && <DaysChoice days={filter.days} onDays={(days) => onFilter({ ...filter, days })} />}
      <Group gap="sm" role="group" aria-label={t('what')}>
        {eventWhats.map((what) => (
          <Chip
            key={what}
            variant="outline"
            checked={filter.whats.includes(what)}
            onChange={(on) =>
              onFilter({ ...filter, whats: on ? [...filter.whats, what] : filter.whats.filter((one) => one !== what) })
            }
          >
            {words[what]}
          </Chip>
        ))}
      </Group>
    </div>
  );
}

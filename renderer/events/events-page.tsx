import { Button, Group, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconFileDownload, IconHistory, IconListSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../lists/empty.tsx';
import { notifyProblem } from '../shell/notify.ts';
import { errorText } from '../texts/error-text.ts';
import { EventFilters } from './event-filters.tsx';
import { EventsTable } from './events-table.tsx';
import { exportEvents } from './export-events.ts';
import { everything, narrows } from './filter.ts';
import { useEventFilter } from './use-event-filter.ts';
import { useEvents } from './use-events.ts';

const typingMs = 150;

/** What was decided, when, with score and threshold; narrowed down, and taken away as a file. */
export default function EventsPage() {
  const { t, i18n } = useTranslation(['events', 'lists']);
  const [filter, setFilter] = useEventFilter();
  const [settled] = useDebouncedValue(filter, typingMs);
  const { loaded, error, loadMore } = useEvents(settled);
  const [busy, setBusy] = useState(false);
  const total = loaded?.total ?? 0;
  const filtered = narrows(filter);

  const save = async (): Promise<void> => {
    setBusy(true);
    const problem = await exportEvents(filter);
    setBusy(false);
    if (problem !== null) notifyProblem(problem);
  };
  return (
    <div className="list-page">
      <Group justify="space-between" align="flex-end">
        <div>
          <Title order={1}>{t('title')}</Title>
          <Text className="quiet" role="status">
            {error !== null
              ? errorText(error)
              : loaded === null
                ? '\u00a0'
                : t(filtered ? 'fitting' : 'count', { count: total, number: total.toLocaleString(i18n.language) })}
          </Text>
        </div>
        <Button
          variant="default"
          leftSection={<IconFileDownload size={18} aria-hidden />}
          loading={busy}
          disabled={total === 0}
          onClick={() => void save()}
        >
          {t('csv')}
        </Button>
      </Group>
      <EventFilters filter={filter} onFilter={setFilter} />
      {loaded !== null && total === 0 && !filtered && (
        <Empty icon={IconHistory} title={t('empty')} text={t('emptyText')} />
      )}
      {loaded !== null && total === 0 && filtered && (
        <Empty icon={IconListSearch} title={t('nothingFits')}>
          <Button variant="default" onClick={() => setFilter(everything)}>
            {t('lists:showAll')}
          </Button>
        </Empty>
      )}
      {loaded !== null && total > 0 && <EventsTable events={loaded.events} total={total} onEnd={loadMore} />}
    </div>
  );
}

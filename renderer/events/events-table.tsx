import { useTranslation } from 'react-i18next';
import type { EventRecord } from '../../main/contract/events.ts';
import { VirtualTable } from '../lists/virtual-table.tsx';
import { columnClass, EventCells, type EventColumn, EventHeads } from './event-columns.tsx';

const rowHeight = 48;
const columns: readonly EventColumn[] = ['time', 'what', 'person', 'score', 'runnerUp', 'model', 'feedback'];
const classes = columns.map((column) => columnClass[column]);

interface Props {
  readonly events: readonly EventRecord[];
  readonly total: number;
  readonly onEnd: () => void;
}

export function EventsTable({ events, total, onEnd }: Props) {
  const { t } = useTranslation('events');
  return (
    <VirtualTable
      label={t('title')}
      rows={events}
      keyOf={({ id }) => id}
      rowHeight={rowHeight}
      total={total}
      onEnd={onEnd}
      columns={classes}
      head={<EventHeads columns={columns} />}
      cells={(event) => <EventCells columns={columns} event={event} />}
    />
  );
}

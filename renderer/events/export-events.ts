import type { CallError } from '../../main/contract/errors.ts';
import type { EventRecord } from '../../main/contract/events.ts';
import { call } from '../host/host.ts';
import { saveFile } from '../lists/save-file.ts';
import { eventsAsCsv } from './events-csv.ts';
import { asked, type EventFilter } from './filter.ts';

/** Fetched at once for the file. */
const page = 5000;

/** All that fits the filter as a file, also what is not loaded yet; the error that stopped it, or null. */
export async function exportEvents(filter: EventFilter): Promise<CallError | null> {
  const events: EventRecord[] = [];
  for (;;) {
    const last = events.at(-1)?.id;
    const outcome = await call('events.list', {
      ...asked(filter),
      limit: page,
      ...(last === undefined ? {} : { before: last }),
    });
    if (!outcome.ok) return outcome.error;
    events.push(...outcome.value.events);
    if (outcome.value.events.length < page) break;
  }
  saveFile(`threshold-events-${new Date().toISOString().slice(0, 10)}.csv`, eventsAsCsv(events), 'text/csv');
  return null;
}

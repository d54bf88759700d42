import type { EventRecord } from '../../main/contract/events.ts';
import { toCsv } from '../lists/csv.ts';

const heading = [
  'time',
  'kind',
  'decision',
  'person',
  'person_id',
  'score',
  'threshold',
  'runner_up_score',
  'model',
  'door',
  'failed',
  'by',
  'about',
] as const;

/** The headings are the same in every language. */
export function eventsAsCsv(events: readonly EventRecord[]): string {
  const rows = events.map((event) => [
    event.at,
    event.kind,
    event.decision,
    event.person?.name ?? null,
    event.person?.id ?? null,
    event.score,
    event.threshold,
    event.runnerUpScore,
    event.modelId,
    event.door?.name ?? null,
    Array.isArray(event.details?.failed) ? event.details.failed.join(' ') : null,
    event.by?.name ?? event.by?.kind ?? null,
    event.subject,
  ]);
  return toCsv([heading, ...rows]);
}

import type { EventRecord } from '../../main/contract/events.ts';

/** Excel takes a file without it for the system's old code page. */
const byteOrderMark = '\ufeff';

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
] as const;

/** Events as CSV (RFC 4180), for spreadsheets and programs alike: the headings are the same in every language. */
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
  ]);
  return byteOrderMark + [heading, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}

/** Whatever a spreadsheet takes for the start of a formula, in half and full width. */
const formulaStart = /^[=+\-@\t\r\n＝＋－＠]/;

/** One field. Text that a spreadsheet would run as a formula gets an apostrophe before it; a number is a number. */
export function cell(value: string | number | null): string {
  if (value === null) return '';
  if (typeof value === 'number') return String(value);
  const harmless = formulaStart.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}

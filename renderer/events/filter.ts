import type { EventWhat } from '../../main/contract/events.ts';
import type { CallInput } from '../../main/contract/index.ts';

export const spans = ['today', 'week', 'days', 'all'] as const;
export type Span = (typeof spans)[number];

/** Days of this place's time as `YYYY-MM-DD`, both included; empty: no limit on that side. */
export interface Days {
  readonly from: string;
  readonly to: string;
}

export interface EventFilter {
  /** None chosen: all. */
  readonly whats: readonly EventWhat[];
  readonly span: Span;
  /** Counts with the span `days`, and is kept while another is chosen. */
  readonly days: Days;
  readonly name: string;
}

export const everything: EventFilter = { whats: [], span: 'all', days: { from: '', to: '' }, name: '' };

/** Whether some events may be left out. */
export const narrows = ({ whats, span, name }: EventFilter): boolean =>
  whats.length > 0 || span !== 'all' || name.trim() !== '';

export const isBackwards = ({ from, to }: Days): boolean => from !== '' && to !== '' && to < from;

/** The last seven days, to begin choosing from. */
export const lastWeek = (): Days => ({ from: dayOf(midnight(-6)), to: dayOf(midnight(0)) });

/** The filter in the contract's words. Asked anew each time: "today" moves on at midnight. */
export function asked({ whats, span, days, name }: EventFilter): CallInput<'events.list'> {
  const { since, until } = limits(span, days);
  return {
    ...(whats.length === 0 ? {} : { what: [...whats] }),
    ...(since === null ? {} : { since: since.toISOString() }),
    ...(until === null ? {} : { until: until.toISOString() }),
    ...(name.trim() === '' ? {} : { name: name.trim() }),
  };
}

interface Limits {
  readonly since: Date | null;
  readonly until: Date | null;
}

/** Whole days of this place's time: "7 days" is today and the six before it. */
function limits(span: Span, { from, to }: Days): Limits {
  if (span === 'all') return { since: null, until: null };
  if (span !== 'days') return { since: midnight(span === 'week' ? -6 : 0), until: null };
  return { since: startOf(from, 0), until: startOf(to, 1) };
}

/** The midnight with which this day begins, moved by whole days: one of them may have 23 hours, or 25. */
function midnight(days: number, of = new Date()): Date {
  return new Date(of.getFullYear(), of.getMonth(), of.getDate() + days);
}

/** Null for a day that is not given or not one. */
function startOf(day: string, later: number): Date | null {
  const date = new Date(`${day}T00:00`);
  return Number.isNaN(date.getTime()) ? null : midnight(later, date);
}

const dayOf = (date: Date): string =>
  [date.getFullYear(), date.getMonth() + 1, date.getDate()].map((part) => String(part).padStart(2, '0')).join('-');

import type { EventWhat } from '../../main/contract/events.ts';
import type { CallInput } from '../../main/contract/index.ts';

export const spans = ['today', 'week', 'all'] as const;
export type Span = (typeof spans)[number];

export interface EventFilter {
  /** None chosen: all. */
  readonly whats: readonly EventWhat[];
  readonly span: Span;
  readonly name: string;
}

export const everything: EventFilter = { whats: [], span: 'all', name: '' };

/** The filter in the contract's words. Asked anew each time: "today" moves on at midnight. */
export function asked({ whats, span, name }: EventFilter): CallInput<'events.list'> {
  const since = sinceOf(span);
  return {
    ...(whats.length === 0 ? {} : { what: [...whats] }),
    ...(since === null ? {} : { since }),
    ...(name.trim() === '' ? {} : { name: name.trim() }),
  };
}

/** Whole days of this place's time: "7 days" is today and the six before it. */
function sinceOf(span: Span): string | null {
  if (span === 'all') return null;
  const midnight = new Date();
  midnight.setHours(0, 0, 0, 0);
  if (span === 'week') midnight.setDate(midnight.getDate() - 6);
  return midnight.toISOString();
}

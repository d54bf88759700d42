import { type EventRecord, type EventWhat, eventWhats } from '../../main/contract/events.ts';

/** What happened, as one filters it; null for a kind that this page does not know. */
export function whatOf({ kind, decision }: Pick<EventRecord, 'kind' | 'decision'>): EventWhat | null {
  const name = kind === 'verify' ? kind : decision;
  return eventWhats.find((what) => what === name) ?? null;
}

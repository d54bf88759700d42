import { type EventRecord, type EventWhat, eventWhats } from '../../main/contract/events.ts';

/** What happened, as one filters it; null for a kind that this page does not know. */
export function whatOf({ kind, decision }: Pick<EventRecord, 'kind' | 'decision'>): EventWhat | null {
  // An erasure says why: asked for, merged, its term over.
  const name = kind === 'verify' ? kind : kind === 'erase' ? 'erased' : decision;
  return eventWhats.find((what) => what === name) ?? null;
}

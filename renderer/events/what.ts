import { type EventRecord, type EventWhat, eventWhats } from '../../main/contract/events.ts';

/** Somebody was recognised and refused, since nothing showed that they were alive. */
export const notAlive = ({ kind, decision, details }: Pick<EventRecord, 'kind' | 'decision' | 'details'>): boolean =>
  kind === 'identify' && decision === 'rejected' && details?.liveness !== undefined;

/** Kinds whose decision alone does not say what happened, as data/tables/events.ts has it. */
const nameOf: Readonly<Record<string, (decision: string | null) => string>> = {
  verify: () => 'verify',
  // An erasure says why: asked for, merged, its term over.
  erase: () => 'erased',
  access: (decision) => `access-${decision}`,
  door: () => 'door',
  emergency: () => 'door',
  session: () => 'acts',
  operator: () => 'acts',
  api: () => 'acts',
};

/** What happened, as one filters it; null for a kind that this page does not know. */
export function whatOf({ kind, decision }: Pick<EventRecord, 'kind' | 'decision'>): EventWhat | null {
  const name = nameOf[kind]?.(decision) ?? decision;
  return eventWhats.find((what) => what === name) ?? null;
}

import type { actKinds } from '../../contract/events.ts';
import type { Core } from '../core.ts';

/** What was done at the app itself, not before its camera: in the events, with ids and numbers alone. Who did it is added where events are written. */
export function noteAct(
  core: Core,
  kind: (typeof actKinds)[number],
  decision: string,
  details: Readonly<Record<string, string | number | boolean | null>>,
): void {
  const { seq } = core.store.events.append({
    at: new Date().toISOString(),
    kind,
    decision,
    personId: null,
    score: null,
    threshold: null,
    runnerUpScore: null,
    modelId: null,
    details,
  });
  core.emit('event', { seq });
}

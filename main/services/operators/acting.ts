import { AsyncLocalStorage } from 'node:async_hooks';
import type { EventsTable, NewEvent } from '../../../data/tables/events.ts';
import type { Actor } from '../../contract/actor.ts';

const acting = new AsyncLocalStorage<Actor>();

/** Runs a call on somebody's behalf: what it writes to the events, however deep, is theirs. */
export const onBehalfOf = <T>(actor: Actor, work: () => T): T => acting.run(actor, work);

/** Who is noted with an event: `operator:ID`, `api-key:ID`, `key-holder`; null for anybody and nobody, and for what the app does by itself. */
export function actingNow(): string | null {
  const actor = acting.getStore();
  if (actor === undefined || actor.kind === 'anybody' || actor.kind === 'nobody') return null;
  return actor.kind === 'key-holder' ? actor.kind : `${actor.kind}:${actor.id}`;
}

/** The same events, each of which also says who did it (`details.by`): written in one place, so that no service can forget it. */
export function notingWho(events: EventsTable): EventsTable {
  const noted = (event: NewEvent): NewEvent => {
    const by = actingNow();
    return by === null ? event : { ...event, details: { ...event.details, by } };
  };
  return {
    ...events,
    append: (event) => events.append(noted(event)),
    appendAll: (all) => events.appendAll(all.map(noted)),
  };
}

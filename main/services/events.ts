import { ok } from '../contract/errors.ts';
import type { Handlers } from '../contract/index.ts';
import type { Core } from './core.ts';

export function eventHandlers(core: Core): Pick<Handlers, 'events.list'> {
  return {
    'events.list': async ({ limit, before, kind, personId }) => {
      const stored = core.store.events.list({
        limit,
        ...(before === undefined ? {} : { before: Number(before) }),
        ...(kind === undefined ? {} : { kind }),
        ...(personId === undefined ? {} : { personId }),
      });
      const names = new Map(core.store.people.list().map((person) => [person.id, person.name]));
      return ok({
        events: stored.map(({ seq, personId: person, ...event }) => ({
          ...event,
          id: String(seq),
          person: person !== null && names.has(person) ? { id: person, name: names.get(person) ?? '' } : null,
        })),
      });
    },
  };
}

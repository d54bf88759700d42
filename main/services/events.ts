import { ok } from '../contract/errors.ts';
import type { Handlers } from '../contract/index.ts';
import type { Core } from './core.ts';

export function eventHandlers(core: Core): Pick<Handlers, 'events.list'> {
  return {
    'events.list': async ({ limit, before, kind, personId, what, since, until, name, count }) => {
      const names = new Map(core.store.people.list().map((person) => [person.id, person.name]));
      const fitting = {
        ...(kind === undefined ? {} : { kind }),
        ...(personId === undefined ? {} : { personId }),
        ...(what === undefined ? {} : { what }),
        ...(since === undefined ? {} : { since: new Date(since).toISOString() }),
        ...(until === undefined ? {} : { until: new Date(until).toISOString() }),
        // Names are sealed, so they are compared here and the store is asked for ids.
        ...(name === undefined || name.trim() === '' ? {} : { personIds: idsNamed(names, name) }),
      };
      const stored = core.store.events.list({
        limit,
        ...(before === undefined ? {} : { before: Number(before) }),
        ...fitting,
      });
      return ok({
        events: stored.map(({ seq, personId: person, ...event }) => ({
          ...event,
          id: String(seq),
          person: person !== null && names.has(person) ? { id: person, name: names.get(person) ?? '' } : null,
        })),
        ...(count === true ? { total: core.store.events.count(fitting) } : {}),
      });
    },
  };
}

function idsNamed(names: ReadonlyMap<string, string>, part: string): string[] {
  const wanted = part.trim().toLocaleLowerCase();
  return [...names].filter(([, name]) => name.toLocaleLowerCase().includes(wanted)).map(([id]) => id);
}

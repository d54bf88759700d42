import { fail, ok } from '../../contract/errors.ts';
import type { Handlers } from '../../contract/index.ts';
import type { Core } from '../core.ts';
import { decide } from './decide/decide.ts';
import { momentOf } from './decide/wall-clock.ts';
import type { AccessSetup } from './setup.ts';

/** Who could open a door at some moment, and why not the others: the decision itself, with all that cannot be known then taken to be well. */
export function simulateHandler({ store }: Pick<Core, 'store'>, setup: () => AccessSetup): Handlers['access.simulate'] {
  return async ({ doorId, local, personId }) => {
    const { doors, sites, bookOf } = setup();
    const door = doors.find(({ id }) => id === doorId);
    const site = sites.find(({ id }) => id === door?.siteId);
    if (door === undefined || site === undefined) return fail('NOT_FOUND', 'There is no such door, or it was removed.');
    const now = momentOf(local, site.timeZone);
    if (now === null)
      return fail('BAD_INPUT', `The clocks of ${site.timeZone} skip this time on that day. Choose an hour later.`);
    const book = bookOf(site.id);
    const people = store.people.list().filter(({ id }) => personId === undefined || id === personId);
    if (personId !== undefined && people.length === 0)
      return fail('NOT_FOUND', 'There is no such person, or they were removed.');
    return ok({
      at: new Date(now).toISOString(),
      people: people.map((person) => ({
        person: { id: person.id, name: person.name },
        decision: decide({
          ...{ now, site, door, book, person },
          identity: { kind: 'accepted', personId: person.id, calibrated: true, agreeing: 1, needed: 1 },
          identityAssumed: true,
          capture: 'assumed',
          clock: 'assumed',
          liveness: 'assumed',
          livenessReasons: [],
          presence: 'assumed',
          companions: 'assumed',
        }),
      })),
    });
  };
}

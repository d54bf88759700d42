import { usualDoor } from '../../contract/access-rules.ts';
import { fail, type Outcome, ok } from '../../contract/errors.ts';
import type { CallInput, Handlers } from '../../contract/index.ts';
import type { Core } from '../core.ts';
import { type AccessSetup, doorSettingsSchema, type StoredOutput } from './setup.ts';

type EditCalls =
  | 'access.saveSite'
  | 'access.saveZone'
  | 'access.saveDoor'
  | 'access.saveGroup'
  | 'access.saveRule'
  | 'access.saveHoliday'
  | 'access.savePass'
  | 'access.remove'
  | 'access.undoRemove'
  | 'access.begin';

/** What is removed can come back for so long. */
export const undoMs = 10_000;

const bad = (message: string): Outcome<never> => fail('BAD_INPUT', message);

/** Places, groups and rules as they are set. `changed` has to be called after each change. */
export function editHandlers(
  { store }: Pick<Core, 'store'>,
  setup: () => AccessSetup,
  changed: () => void,
  eraseLater: (at: Date) => void,
): Pick<Handlers, EditCalls> {
  const { access } = store;
  const has = (list: readonly { readonly id: string }[], id: string): boolean => list.some((one) => one.id === id);
  const done = (id: string): Outcome<{ id: string }> => {
    changed();
    return ok({ id });
  };
  const gone = (what: string): Outcome<never> =>
    fail('NOT_FOUND', `There is no such ${what}, or it was removed. Look again at what there is.`);

  return {
    'access.begin': async ({ timeZone, site, zone, door }) => {
      if (setup().sites.length > 0) return bad('There is a site already. Add to it instead.');
      const ids = access.together(() => {
        const siteId = access.sites.create({ name: site, timeZone });
        const zoneId = access.zones.create({ siteId, name: zone });
        const doorId = access.doors.create({
          ...{ siteId, zoneId, name: door, settings: usualDoor },
          output: { kind: 'screen' } satisfies StoredOutput,
        });
        const hours = [{ days: [1, 2, 3, 4, 5], from: 8 * 60, until: 18 * 60 }];
        access.rules.create({ groupId: null, zoneId, hours, holidays: 'except', from: null, until: null });
        return { siteId, doorId };
      });
      changed();
      return ok(ids);
    },
    'access.saveSite': async ({ id, ...site }) => {
      if (id === undefined) return done(access.sites.create(site));
      access.sites.update(id, site);
      return done(id);
    },
    'access.saveZone': async ({ id, siteId, name }) => {
      if (!has(setup().sites, siteId)) return gone('site');
      if (id === undefined) return done(access.zones.create({ siteId, name }));
      access.zones.rename(id, name);
      return done(id);
    },
    'access.saveDoor': async (wanted) => {
      const { id, siteId, zoneId, name, output } = wanted;
      const { sites, zones, doors, outputs } = setup();
      if (!has(sites, siteId)) return gone('site');
      const before = doors.find((door) => door.id === id);
      if (id !== undefined && before === undefined) return gone('door');
      if (before !== undefined && before.siteId !== siteId)
        return bad('A door stays at its site. Make a new one at the other.');
      if (zoneId !== null && !zones.some((zone) => zone.id === zoneId && zone.siteId === siteId))
        return bad('A door leads into a zone of its own site.');
      const stored = withOldSecret(output, id === undefined ? undefined : outputs.get(id));
      if (stored === null)
        return bad('A web request needs a secret of 16 characters or more, by which the door knows who sent it.');
      const door = { zoneId, name, settings: doorSettingsSchema.parse(wanted), output: stored };
      if (id === undefined) return done(access.doors.create({ siteId, ...door }));
      access.doors.update({ id, ...door });
      return done(id);
    },
    'access.saveGroup': async ({ id, name, personIds, termDays }) => {
      for (const person of personIds)
        if (store.people.find(person) === null)
          return fail('NOT_FOUND', 'One of these people was removed. Look again.');
      return done(
        access.together(() => {
          const own = id ?? access.groups.create({ name, termDays });
          if (id !== undefined) access.groups.change({ id, name, termDays });
          access.memberships.set(own, personIds);
          return own;
        }),
      );
    },
    'access.saveRule': async ({ id, ...rule }) => {
      const { zones, groups } = setup();
      if (!has(zones, rule.zoneId)) return gone('zone');
      if (rule.groupId !== null && !has(groups, rule.groupId)) return gone('group');
      if (rule.from !== null && rule.until !== null && rule.until < rule.from)
        return bad('The last day of a rule is before its first.');
      if (id === undefined) return done(access.rules.create(rule));
      access.rules.update({ id, ...rule });
      return done(id);
    },
    'access.saveHoliday': async ({ id, siteId, ...holiday }) => {
      if (!has(setup().sites, siteId)) return gone('site');
      if (holiday.until < holiday.from) return bad('The last day of a holiday is before its first.');
      if (id === undefined) return done(access.holidays.create({ siteId, ...holiday }));
      access.holidays.update({ id, ...holiday });
      return done(id);
    },
    'access.savePass': async ({ id, personId, ...pass }) => {
      if (!has(setup().zones, pass.zoneId)) return gone('zone');
      if (store.people.find(personId) === null) return gone('person');
      const [from, until] = [new Date(pass.from), new Date(pass.until)];
      if (!(from < until)) return bad('A pass ends after it begins, and both are moments.');
      const stored = { ...pass, from: from.toISOString(), until: until.toISOString() };
      if (id === undefined) return done(access.passes.create({ personId, ...stored }));
      access.passes.update({ id, ...stored });
      return done(id);
    },
    'access.remove': async ({ kind, id }: CallInput<'access.remove'>) => {
      const until = new Date(Date.now() + undoMs);
      // When it is erased; in force it is no longer from now on.
      access.remove(kind, id, until.toISOString());
      eraseLater(until);
      changed();
      return ok({ undoUntil: until.toISOString() });
    },
    'access.undoRemove': async ({ kind, id }) => {
      access.undoRemove(kind, id);
      changed();
      return ok({});
    },
  };
}

/** With the secret that was there, where no new one is given and it goes to the same place; null where one is missing. */
function withOldSecret(output: StoredOutput, before: StoredOutput | undefined): StoredOutput | null {
  if (output.kind === 'screen' || output.secret !== undefined) return output;
  // A secret does not go along to another address: whoever may change the address would learn it.
  const same = before !== undefined && before.kind === output.kind && before.url === output.url ? before : undefined;
  const secret = same !== undefined && 'secret' in same ? same.secret : undefined;
  if (secret === undefined) return output.kind === 'webhook' ? null : output;
  return { ...output, secret };
}

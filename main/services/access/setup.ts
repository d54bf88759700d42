import { z } from 'zod';
import type { Store } from '../../../data/store.ts';
import {
  type AccessGroup,
  type AccessRule,
  type Door,
  doorSchema,
  type Holiday,
  hoursSchema,
  newDoorOutputSchema,
  type Pass,
  type Site,
  type Zone,
} from '../../contract/access-rules.ts';
import type { RuleBook } from './decide/ask.ts';

/** How an output is stored: with its secret. */
export const storedOutputSchema = newDoorOutputSchema;
export type StoredOutput = z.infer<typeof storedOutputSchema>;

/** What of a door is its settings. */
export const doorSettingsSchema = doorSchema.omit({ id: true, siteId: true, zoneId: true, name: true, output: true });

/** All that is set, read once and kept until something changes. */
export interface AccessSetup {
  readonly sites: readonly Site[];
  readonly zones: readonly Zone[];
  readonly doors: readonly Door[];
  readonly groups: readonly AccessGroup[];
  readonly rules: readonly AccessRule[];
  readonly holidays: readonly Holiday[];
  readonly passes: readonly Pass[];
  readonly outputs: ReadonlyMap<string, StoredOutput>;
  /** What holds at a site. */
  bookOf(siteId: string): RuleBook;
}

export function readSetup({ access }: Pick<Store, 'access'>): AccessSetup {
  const members = access.memberships.all();
  const groups = access.groups.list().map((group) => ({ ...group, personIds: members.get(group.id) ?? [] }));
  const zones = access.zones.list();
  const rules = access.rules.list().map((rule) => ({ ...rule, hours: z.array(hoursSchema).parse(rule.hours) }));
  const holidays = access.holidays.list();
  const passes = access.passes.list();
  const stored = access.doors.list();
  const outputs = new Map(stored.map(({ id, output }) => [id, storedOutputSchema.parse(output)]));
  const sets = new Map(groups.map(({ id, personIds }) => [id, new Set(personIds)]));
  return {
    sites: access.sites.list(),
    zones,
    groups,
    rules,
    holidays,
    passes,
    outputs,
    doors: stored.map(({ id, siteId, zoneId, name, settings }) => ({
      id,
      siteId,
      zoneId,
      name,
      ...doorSettingsSchema.parse(settings),
      output: withoutSecret(outputs.get(id)!),
    })),
    bookOf(siteId) {
      const own = new Set(zones.filter((zone) => zone.siteId === siteId).map(({ id }) => id));
      return {
        rules: rules.filter(({ zoneId }) => own.has(zoneId)),
        members: sets,
        holidays: holidays.filter((holiday) => holiday.siteId === siteId),
        passes: passes.filter(({ zoneId }) => own.has(zoneId)),
      };
    },
  };
}

function withoutSecret(output: StoredOutput): Door['output'] {
  if (output.kind === 'screen') return output;
  const { secret, ...rest } = output;
  return { ...rest, secretKnown: secret !== undefined };
}

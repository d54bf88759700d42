import type { Database } from 'better-sqlite3';
import { withStoreErrors } from './store-error.ts';
import { type CommandState, type CommandsTable, commandsTable, type StoredCommand } from './tables/access/commands.ts';
import { type DoorsTable, doorsTable } from './tables/access/doors.ts';
import { type GroupsTable, groupsTable } from './tables/access/groups.ts';
import { type HolidaysTable, holidaysTable } from './tables/access/holidays.ts';
import { type MembershipsTable, membershipsTable } from './tables/access/memberships.ts';
import { type PassesTable, passesTable } from './tables/access/passes.ts';
import { type PresenceTable, presenceTable } from './tables/access/presence.ts';
import { type Removable, removable } from './tables/access/removable.ts';
import { type RulesTable, rulesTable } from './tables/access/rules.ts';
import { type SitesTable, sitesTable } from './tables/access/sites.ts';
import { type ZonesTable, zonesTable } from './tables/access/zones.ts';
import type { EventsTable, NewEvent, StoredEvent } from './tables/events.ts';
import type { PeopleTable } from './tables/people.ts';
import type { Vault } from './vault/vault.ts';

/** Where somebody went through a door. */
export interface Passage {
  readonly siteId: string;
  readonly personId: string;
  /** Null: out. */
  readonly zoneId: string | null;
  readonly at: string;
}

/** Access control, as it lasts. */
export interface AccessStore extends Removable {
  readonly sites: SitesTable;
  readonly zones: ZonesTable;
  readonly doors: DoorsTable;
  readonly groups: GroupsTable;
  readonly memberships: MembershipsTable;
  readonly rules: RulesTable;
  readonly holidays: HolidaysTable;
  readonly passes: PassesTable;
  readonly presence: PresenceTable;
  readonly commands: Pick<CommandsTable, 'unsettled' | 'move'>;
  /** A decision and the commands that follow from it, in one step: neither is there without the other. Durable when it returns. */
  record(
    event: NewEvent,
    commands: readonly Omit<StoredCommand, 'state' | 'eventSeq'>[],
    /** What changes with it, in the same step. */
    change?: () => void,
  ): StoredEvent;
  /** How a command ended, with its event and who went through, in one step; null where it had ended before. */
  settle(
    id: string,
    state: Exclude<CommandState, 'pending' | 'sent'>,
    event: NewEvent,
    passages: readonly Passage[],
  ): StoredEvent | null;
  /** Several changes as one. */
  together<T>(change: () => T): T;
}

export function accessStore(
  db: Database,
  vault: Vault,
  people: Pick<PeopleTable, 'keyOf'>,
  events: Pick<EventsTable, 'append'>,
): AccessStore {
  const commands = commandsTable(db);
  const presence = presenceTable(db);
  return withStoreErrors({
    ...removable(db),
    sites: withStoreErrors(sitesTable(db)),
    zones: withStoreErrors(zonesTable(db)),
    doors: withStoreErrors(doorsTable(db, vault)),
    groups: withStoreErrors(groupsTable(db)),
    memberships: withStoreErrors(membershipsTable(db)),
    rules: withStoreErrors(rulesTable(db)),
    holidays: withStoreErrors(holidaysTable(db)),
    passes: withStoreErrors(passesTable(db, vault, people)),
    presence: withStoreErrors(presence),
    commands: withStoreErrors(commands),
    record: db.transaction(
      (event: NewEvent, toSay: readonly Omit<StoredCommand, 'state' | 'eventSeq'>[], change?: () => void) => {
        change?.();
        const stored = events.append(event);
        for (const command of toSay) commands.insert({ ...command, eventSeq: stored.seq });
        return stored;
      },
    ),
    settle: db.transaction(
      (id: string, state: CommandState, event: NewEvent, passages: readonly Passage[]): StoredEvent | null => {
        if (!commands.move(id, ['pending', 'sent'], state)) return null;
        for (const { siteId, personId, zoneId, at } of passages) {
          if (zoneId === null) presence.leave(siteId, personId);
          else presence.enter(siteId, personId, { zoneId, since: at });
        }
        commands.prune();
        return events.append(event);
      },
    ),
    together: <T>(change: () => T): T => db.transaction(change)(),
  });
}

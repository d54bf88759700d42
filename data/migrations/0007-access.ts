import type { Migration } from './migration.ts';

/**
 * Access control: places, who may enter them when, and what was said to doors. Names of places, groups and holidays are in the clear;
 * people are named by their random ids, a pass's note is sealed under its person's key, a door's output (it holds a secret) under a key
 * of the door's own. `removed_at`: out of force, and erased when the undo is over.
 */
export const migration: Migration = {
  version: 7,
  name: 'access',
  up(db) {
    db.exec(`
      CREATE TABLE access_sites (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        time_zone TEXT NOT NULL,
        mode TEXT NOT NULL DEFAULT 'normal' CHECK (mode IN ('normal', 'locked-down', 'open')),
        created_at TEXT NOT NULL,
        removed_at TEXT
      ) STRICT;

      CREATE TABLE access_zones (
        id TEXT PRIMARY KEY,
        site_id TEXT NOT NULL REFERENCES access_sites (id) ON DELETE CASCADE,
        name TEXT NOT NULL,
        created_at TEXT NOT NULL,
        removed_at TEXT
      ) STRICT;
      CREATE INDEX access_zones_by_site ON access_zones (site_id);

      -- zone_id: where it leads; NULL: out of the building. settings: JSON. Both sites are the same, which main/ sees to.
      CREATE TABLE access_doors (
        id TEXT PRIMARY KEY,
        site_id TEXT NOT NULL REFERENCES access_sites (id) ON DELETE CASCADE,
        zone_id TEXT REFERENCES access_zones (id) ON DELETE CASCADE,
        name TEXT NOT NULL,
        settings TEXT NOT NULL,
        key_wrapped BLOB NOT NULL,
        output_sealed BLOB NOT NULL,
        created_at TEXT NOT NULL,
        removed_at TEXT
      ) STRICT;
      CREATE INDEX access_doors_by_site ON access_doors (site_id);
      CREATE INDEX access_doors_by_zone ON access_doors (zone_id);

      CREATE TABLE access_groups (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        -- Whoever is in it is erased so many days after their enrolment; NULL for no such term.
        term_days INTEGER,
        created_at TEXT NOT NULL,
        removed_at TEXT
      ) STRICT;

      CREATE TABLE access_memberships (
        group_id TEXT NOT NULL REFERENCES access_groups (id) ON DELETE CASCADE,
        person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        PRIMARY KEY (group_id, person_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX access_memberships_by_person ON access_memberships (person_id);

      -- group_id NULL: everybody enrolled. hours: JSON.
      CREATE TABLE access_rules (
        id TEXT PRIMARY KEY,
        group_id TEXT REFERENCES access_groups (id) ON DELETE CASCADE,
        zone_id TEXT NOT NULL REFERENCES access_zones (id) ON DELETE CASCADE,
        hours TEXT NOT NULL,
        holidays TEXT NOT NULL CHECK (holidays IN ('except', 'as-usual', 'only')),
        valid_from TEXT,
        valid_until TEXT,
        created_at TEXT NOT NULL,
        removed_at TEXT
      ) STRICT;
      CREATE INDEX access_rules_by_group ON access_rules (group_id);
      CREATE INDEX access_rules_by_zone ON access_rules (zone_id);

      CREATE TABLE access_holidays (
        id TEXT PRIMARY KEY,
        site_id TEXT NOT NULL REFERENCES access_sites (id) ON DELETE CASCADE,
        name TEXT NOT NULL,
        first_day TEXT NOT NULL,
        last_day TEXT NOT NULL,
        yearly INTEGER NOT NULL CHECK (yearly IN (0, 1)),
        created_at TEXT NOT NULL,
        removed_at TEXT
      ) STRICT;
      CREATE INDEX access_holidays_by_site ON access_holidays (site_id);

      CREATE TABLE access_passes (
        id TEXT PRIMARY KEY,
        person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        zone_id TEXT NOT NULL REFERENCES access_zones (id) ON DELETE CASCADE,
        valid_from TEXT NOT NULL,
        valid_until TEXT NOT NULL,
        note_sealed BLOB NOT NULL,
        created_at TEXT NOT NULL,
        removed_at TEXT
      ) STRICT;
      CREATE INDEX access_passes_by_person ON access_passes (person_id);
      CREATE INDEX access_passes_by_zone ON access_passes (zone_id);

      -- In which zone of a site somebody is taken to be, for anti-passback. No history: events have that.
      CREATE TABLE access_presence (
        site_id TEXT NOT NULL REFERENCES access_sites (id) ON DELETE CASCADE,
        person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        zone_id TEXT NOT NULL REFERENCES access_zones (id) ON DELETE CASCADE,
        since TEXT NOT NULL,
        PRIMARY KEY (site_id, person_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX access_presence_by_person ON access_presence (person_id);
      CREATE INDEX access_presence_by_zone ON access_presence (zone_id);

      -- What is to be said to a door, written in one step with the event that it follows from, before it is said. event_seq and door_id are
      -- no foreign keys: both may go first.
      CREATE TABLE access_commands (
        id TEXT PRIMARY KEY,
        door_id TEXT NOT NULL,
        action TEXT NOT NULL CHECK (action IN ('open', 'hold-open', 'lock', 'release')),
        event_seq INTEGER NOT NULL,
        created_at TEXT NOT NULL,
        expires_at TEXT NOT NULL,
        state TEXT NOT NULL CHECK (state IN ('pending', 'sent', 'answered', 'unanswered', 'expired', 'lost'))
      ) STRICT;
      CREATE INDEX access_commands_by_state ON access_commands (state);
    `);
  },
};

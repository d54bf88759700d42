import type { Migration } from './migration.ts';

/** Pictures of events, where they are wanted. */
export const migration: Migration = {
  version: 9,
  name: 'snapshots',
  up(db) {
    db.exec(`
      -- One picture an event, sealed as its content is: under the key of the person it shows, of nobody known under a key of its own.
      -- Not chained: it is no evidence, and goes with the person or at the end of its term.
      CREATE TABLE event_snapshots (
        seq INTEGER PRIMARY KEY REFERENCES events (seq) ON DELETE CASCADE,
        person_id TEXT REFERENCES people (id) ON DELETE CASCADE,
        key_wrapped BLOB,
        picture_sealed BLOB NOT NULL,
        expires_at TEXT NOT NULL,
        CHECK ((person_id IS NULL) <> (key_wrapped IS NULL))
      ) STRICT;
      CREATE INDEX event_snapshots_by_person ON event_snapshots (person_id);
      CREATE INDEX event_snapshots_by_term ON event_snapshots (expires_at);
    `);
  },
};

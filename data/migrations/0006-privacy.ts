import { moveKeys } from '../key-ring/move-keys.ts';
import type { Migration } from './migration.ts';

/**
 * People's keys leave this database for the key ring (key-ring/key-ring.ts), so that a copy of it is ciphertext alone. Terms after which
 * people are erased, what is left of an erasure, and pictures of events.
 */
export const migration: Migration = {
  version: 6,
  name: 'privacy',
  before: moveKeys,
  up(db) {
    db.exec(`
      ALTER TABLE people DROP COLUMN key_wrapped;
      -- When the agreed term ends; NULL for none.
      ALTER TABLE people ADD COLUMN expires_at TEXT;
      ALTER TABLE people ADD COLUMN erase_reason TEXT CHECK (erase_reason IN ('asked', 'expired', 'merged'));
      UPDATE people SET erase_reason = iif(id IN (SELECT merged_id FROM merges), 'merged', 'asked') WHERE erase_at IS NOT NULL;

      -- What is left of an erasure. receipt: signed, once every file was rewritten; NULL while that is to be done (again).
      CREATE TABLE erasures (
        person_id TEXT PRIMARY KEY,
        reason TEXT NOT NULL CHECK (reason IN ('asked', 'expired', 'merged', 'restored')),
        requested_at TEXT NOT NULL,
        erased_at TEXT NOT NULL,
        counts TEXT NOT NULL,
        receipt TEXT
      ) STRICT;
      CREATE INDEX erasures_by_time ON erasures (erased_at);

      -- The picture of an event, where keeping some is switched on; never chained, and gone at expires_at.
      CREATE TABLE event_snapshots (
        seq INTEGER PRIMARY KEY REFERENCES events (seq) ON DELETE CASCADE,
        person_id TEXT REFERENCES people (id) ON DELETE CASCADE,
        key_wrapped BLOB,
        picture_sealed BLOB NOT NULL,
        expires_at TEXT NOT NULL,
        CHECK ((person_id IS NULL) = (key_wrapped IS NOT NULL))
      ) STRICT;
      CREATE INDEX event_snapshots_by_person ON event_snapshots (person_id);
      CREATE INDEX event_snapshots_by_term ON event_snapshots (expires_at);
    `);
  },
};

import { moveKeys } from '../key-ring/move-keys.ts';
import type { Migration } from './migration.ts';

/**
 * People's keys leave this database for the key ring (key-ring/key-ring.ts), so that a copy of it is ciphertext alone. Terms after which
 * people are erased, and what is left of an erasure.
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
    `);
  },
};

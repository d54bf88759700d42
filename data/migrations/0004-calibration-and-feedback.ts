import type { Migration } from './migration.ts';

/**
 * Calibrations, what people said of events, and merged people. A calibration is sealed under a key of its own (it names folders); what
 * is known through one person (labelled comparisons, faces that are not theirs) under that person's key, and goes with them.
 */
export const migration: Migration = {
  version: 4,
  name: 'calibration and feedback',
  up(db) {
    db.exec(`
      CREATE TABLE calibrations (
        id TEXT PRIMARY KEY,
        key_wrapped BLOB NOT NULL,
        model_id TEXT NOT NULL,
        model_sha256 TEXT NOT NULL,
        value_sealed BLOB NOT NULL,
        in_force INTEGER NOT NULL CHECK (in_force IN (0, 1)),
        created_at TEXT NOT NULL
      ) STRICT;
      CREATE UNIQUE INDEX calibrations_in_force ON calibrations (model_id) WHERE in_force = 1;

      -- What the threshold promised when the decision was made, and whether it was calibrated; NULL for what was decided before.
      ALTER TABLE events ADD COLUMN fmr REAL;
      ALTER TABLE events ADD COLUMN calibrated INTEGER CHECK (calibrated IN (0, 1));

      -- What was said of an event: whom it was about, or was not. other_id: who it was instead, where that was said.
      CREATE TABLE labels (
        id TEXT PRIMARY KEY,
        event_seq INTEGER NOT NULL,
        person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        other_id TEXT REFERENCES people (id) ON DELETE CASCADE,
        model_id TEXT NOT NULL,
        value_sealed BLOB NOT NULL,
        created_at TEXT NOT NULL
      ) STRICT;
      CREATE INDEX labels_by_event ON labels (event_seq);
      CREATE INDEX labels_by_person ON labels (person_id);
      CREATE INDEX labels_by_other ON labels (other_id);

      -- Faces that are not a person's however close they come. suspended_by: a person merged into this one whose face it is.
      CREATE TABLE negatives (
        id TEXT PRIMARY KEY,
        person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        label_id TEXT NOT NULL REFERENCES labels (id) ON DELETE CASCADE,
        suspended_by TEXT REFERENCES people (id) ON DELETE CASCADE,
        model_id TEXT NOT NULL,
        vector_sealed BLOB NOT NULL,
        created_at TEXT NOT NULL
      ) STRICT;
      CREATE INDEX negatives_by_person ON negatives (person_id);
      CREATE INDEX negatives_by_label ON negatives (label_id);
      CREATE INDEX negatives_by_suspender ON negatives (suspended_by);

      -- While a merge can be undone: which rows came from whom. They hold random ids alone.
      CREATE TABLE merges (
        merged_id TEXT PRIMARY KEY REFERENCES people (id) ON DELETE CASCADE,
        kept_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        moved TEXT NOT NULL,
        created_at TEXT NOT NULL
      ) STRICT;
      CREATE INDEX merges_by_kept ON merges (kept_id);

      -- Look-alikes of whom somebody said that they are two people.
      CREATE TABLE kept_apart (
        first_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        second_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        created_at TEXT NOT NULL,
        PRIMARY KEY (first_id, second_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX kept_apart_by_second ON kept_apart (second_id);
    `);
  },
};

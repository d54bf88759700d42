import type { Migration } from './migration.ts';

/**
 * Training runs. Names, notes, recipes (they hold paths), histories and pictures' references are sealed under a key of the
 * run's own. What a run holds of an enrolled person is sealed under that person's key and goes with them.
 */
export const migration: Migration = {
  version: 2,
  name: 'training runs',
  up(db) {
    db.exec(`
      CREATE TABLE training_runs (
        id TEXT PRIMARY KEY,
        key_wrapped BLOB NOT NULL,
        name_sealed BLOB NOT NULL,
        notes_sealed BLOB NOT NULL,
        recipe_sealed BLOB NOT NULL,
        status_sealed BLOB,
        state TEXT NOT NULL CHECK (
          state IN ('preparing', 'running', 'paused', 'interrupted', 'stopped', 'finished', 'failed')
        ),
        -- Of enrolled people, how many it was begun with; fewer rows in training_people mean that some were erased.
        people INTEGER NOT NULL DEFAULT 0,
        created_at TEXT NOT NULL,
        erase_at TEXT
      ) STRICT;

      CREATE TABLE training_parts (
        run_id TEXT NOT NULL REFERENCES training_runs (id) ON DELETE CASCADE,
        part TEXT NOT NULL,
        value_sealed BLOB NOT NULL,
        PRIMARY KEY (run_id, part)
      ) STRICT, WITHOUT ROWID;

      -- Which stored crops a run uses, and the embeddings that its last validation made of them.
      CREATE TABLE training_people (
        run_id TEXT NOT NULL REFERENCES training_runs (id) ON DELETE CASCADE,
        person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        pictures_sealed BLOB NOT NULL,
        projection_sealed BLOB,
        PRIMARY KEY (run_id, person_id)
      ) STRICT, WITHOUT ROWID;
      CREATE INDEX training_people_by_person ON training_people (person_id);
    `);
  },
};

import type { Migration } from './migration.ts';

/**
 * Evaluations. Names, protocols (they hold paths), results, scores and the templates made of a data set's pictures are sealed under a key
 * of the run's own and go with it. Of enrolled people nothing is kept but random ids, in the sealed results.
 */
export const migration: Migration = {
  version: 3,
  name: 'evaluations',
  up(db) {
    db.exec(`
      CREATE TABLE evaluations (
        id TEXT PRIMARY KEY,
        key_wrapped BLOB NOT NULL,
        name_sealed BLOB NOT NULL,
        config_sealed BLOB NOT NULL,
        status_sealed BLOB,
        state TEXT NOT NULL CHECK (state IN ('running', 'cancelled', 'interrupted', 'finished', 'failed')),
        created_at TEXT NOT NULL,
        erase_at TEXT
      ) STRICT;

      CREATE TABLE evaluation_parts (
        run_id TEXT NOT NULL REFERENCES evaluations (id) ON DELETE CASCADE,
        part TEXT NOT NULL,
        value_sealed BLOB NOT NULL,
        PRIMARY KEY (run_id, part)
      ) STRICT, WITHOUT ROWID;

      -- What a model made of a picture. \`picture\` is a keyed hash of both: without the store's key nobody can tell which.
      CREATE TABLE evaluation_samples (
        run_id TEXT NOT NULL REFERENCES evaluations (id) ON DELETE CASCADE,
        picture BLOB NOT NULL,
        value_sealed BLOB NOT NULL,
        PRIMARY KEY (run_id, picture)
      ) STRICT;
      CREATE INDEX evaluation_samples_by_picture ON evaluation_samples (picture);
    `);
  },
};

import type { Migration } from './migration.ts';

/**
 * People, their crops and templates, events and settings, with the keys they are sealed under. `…_sealed` and `key_wrapped`
 * columns hold envelopes (vault/envelope.ts); no name, vector, note or picture is ever in the clear.
 */
export const migration: Migration = {
  version: 1,
  name: 'people, templates, events',
  up(db) {
    db.exec(`
      CREATE TABLE store (
        id TEXT PRIMARY KEY,
        created_at TEXT NOT NULL
      ) STRICT;

      CREATE TABLE key_slots (
        id TEXT PRIMARY KEY,
        kind TEXT NOT NULL CHECK (kind IN ('key-file', 'passphrase', 'system')),
        params TEXT NOT NULL,
        wrapped BLOB NOT NULL,
        created_at TEXT NOT NULL
      ) STRICT;

      CREATE TABLE people (
        id TEXT PRIMARY KEY,
        key_wrapped BLOB NOT NULL,
        name_sealed BLOB NOT NULL,
        notes_sealed BLOB,
        consent_sealed BLOB,
        active INTEGER NOT NULL DEFAULT 1 CHECK (active IN (0, 1)),
        created_at TEXT NOT NULL,
        erase_at TEXT
      ) STRICT;

      -- The aligned picture a template was made of: another model can embed it again without the person.
      CREATE TABLE crops (
        id TEXT PRIMARY KEY,
        person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        picture_sealed BLOB NOT NULL,
        created_at TEXT NOT NULL
      ) STRICT;
      CREATE INDEX crops_by_person ON crops (person_id);

      CREATE TABLE templates (
        id TEXT PRIMARY KEY,
        person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE,
        crop_id TEXT REFERENCES crops (id) ON DELETE SET NULL,
        model_id TEXT NOT NULL,
        vector_sealed BLOB NOT NULL,
        quality REAL NOT NULL,
        origin TEXT NOT NULL,
        created_at TEXT NOT NULL,
        UNIQUE (crop_id, model_id)
      ) STRICT;
      CREATE INDEX templates_by_person ON templates (person_id);
      CREATE INDEX templates_by_model ON templates (model_id);

      -- person_id is a random pseudonym and no foreign key: the event stays, without a name, when the person is erased.
      CREATE TABLE events (
        seq INTEGER PRIMARY KEY AUTOINCREMENT,
        at TEXT NOT NULL,
        kind TEXT NOT NULL,
        decision TEXT,
        person_id TEXT,
        score REAL,
        threshold REAL,
        runner_up_score REAL,
        model_id TEXT
      ) STRICT;
      CREATE INDEX events_by_person ON events (person_id);

      CREATE TABLE settings (
        key TEXT PRIMARY KEY,
        value TEXT NOT NULL
      ) STRICT;
    `);
  },
};

import type { Migration } from './migration.ts';

/** Presentations of a site's own liveness self-test: numbers and a label, sealed under a key of each one's own, without picture or template. */
export const migration: Migration = {
  version: 10,
  name: 'liveness trials',
  up(db) {
    db.exec(`
      CREATE TABLE liveness_trials (
        id TEXT PRIMARY KEY,
        key_wrapped BLOB NOT NULL,
        species TEXT NOT NULL,
        value_sealed BLOB NOT NULL,
        created_at TEXT NOT NULL
      ) STRICT;
    `);
  },
};

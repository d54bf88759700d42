import type { Migration } from './migration.ts';

/**
 * Operators and API keys, each with a key of its own under which its name, and an operator's password hash, are sealed: without the store's
 * key a copy of the database gives nobody a hash to guess at.
 */
export const migration: Migration = {
  version: 8,
  name: 'operators and API keys',
  up(db) {
    db.exec(`
      -- name_blind: a keyed hash of the name, by which it is found and kept apart from others.
      CREATE TABLE operators (
        id TEXT PRIMARY KEY,
        key_wrapped BLOB NOT NULL,
        name_blind BLOB NOT NULL UNIQUE,
        name_sealed BLOB NOT NULL,
        password_sealed BLOB NOT NULL,
        role TEXT NOT NULL CHECK (role IN ('viewer', 'operator', 'owner')),
        created_at TEXT NOT NULL,
        password_at TEXT NOT NULL,
        last_sign_in_at TEXT
      ) STRICT;

      -- Of any name that was tried, an operator's or not, so that the answer tells nobody which names there are.
      CREATE TABLE sign_in_failures (
        name_blind BLOB PRIMARY KEY,
        failures INTEGER NOT NULL CHECK (failures > 0),
        last_at TEXT NOT NULL
      ) STRICT, WITHOUT ROWID;

      -- secret_hash: SHA-256 of 32 random bytes; nothing slower is needed where nothing can be guessed.
      CREATE TABLE api_keys (
        id TEXT PRIMARY KEY,
        key_wrapped BLOB NOT NULL,
        name_sealed BLOB NOT NULL,
        secret_hash BLOB NOT NULL,
        scopes TEXT NOT NULL,
        per_minute INTEGER NOT NULL CHECK (per_minute > 0),
        created_at TEXT NOT NULL,
        last_used_at TEXT,
        revoked_at TEXT
      ) STRICT;
    `);
  },
};

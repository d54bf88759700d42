import type { Database } from 'better-sqlite3';
import { type ChainedRow, genesis, rowFormat, rowHash } from '../audit/row-hash.ts';
import type { Migration } from './migration.ts';

/**
 * Events become append-only and each is chained to the one before. What may change of them moves out of the chained row: whom a
 * pseudonym means (people are merged and erased), and content that can be erased.
 */
export const migration: Migration = {
  version: 5,
  name: 'audit chain',
  up(db) {
    db.exec(`
      ALTER TABLE events RENAME TO events_unchained;
      DROP INDEX events_by_person;

      CREATE TABLE events (
        seq INTEGER PRIMARY KEY,
        format INTEGER NOT NULL,
        at TEXT NOT NULL,
        kind TEXT NOT NULL,
        decision TEXT,
        person_id TEXT,
        score REAL,
        threshold REAL,
        runner_up_score REAL,
        model_id TEXT,
        fmr REAL,
        calibrated INTEGER CHECK (calibrated IN (0, 1)),
        -- JSON in the clear: ids, codes and numbers.
        details TEXT,
        payload_sha256 BLOB,
        hash BLOB NOT NULL,
        -- HMAC of the hash under a key that follows from the store's; NULL where the row was there before there was a chain.
        mac BLOB
      ) STRICT;
      CREATE INDEX events_by_person ON events (person_id);

      -- A pseudonym in the events that means another person now: one who was merged.
      CREATE TABLE pseudonyms (
        pseudonym TEXT PRIMARY KEY,
        person_id TEXT NOT NULL REFERENCES people (id) ON DELETE CASCADE
      ) STRICT;
      CREATE INDEX pseudonyms_by_person ON pseudonyms (person_id);

      -- What of an event can be erased: under the person's key, and gone with them; of strangers under a key of its own.
      CREATE TABLE event_payloads (
        seq INTEGER PRIMARY KEY REFERENCES events (seq) ON DELETE CASCADE,
        person_id TEXT REFERENCES people (id) ON DELETE CASCADE,
        key_wrapped BLOB,
        value_sealed BLOB NOT NULL,
        CHECK ((person_id IS NULL) = (key_wrapped IS NOT NULL))
      ) STRICT;
      CREATE INDEX event_payloads_by_person ON event_payloads (person_id);

      -- Closed and signed stretches of the chain. One that was dropped keeps its hashes, so that the chain goes on through it.
      CREATE TABLE event_segments (
        first_seq INTEGER PRIMARY KEY,
        last_seq INTEGER NOT NULL UNIQUE,
        before_hash BLOB NOT NULL,
        head_hash BLOB NOT NULL,
        -- Its rows were there before there was a chain: they have no HMAC.
        legacy INTEGER NOT NULL CHECK (legacy IN (0, 1)),
        closed_at TEXT NOT NULL,
        signature BLOB NOT NULL,
        dropped_at TEXT,
        drop_signature BLOB,
        CHECK (last_seq >= first_seq),
        CHECK ((dropped_at IS NULL) = (drop_signature IS NULL))
      ) STRICT;

      -- The store's Ed25519 key, sealed under the store key.
      CREATE TABLE signing_keys (
        id TEXT PRIMARY KEY,
        public_key BLOB NOT NULL,
        private_sealed BLOB NOT NULL,
        created_at TEXT NOT NULL
      ) STRICT;
    `);
    restoreMergedPseudonyms(db);
    chainOldEvents(db);
    db.exec(`
      DROP TABLE events_unchained;

      CREATE TRIGGER events_are_appended BEFORE INSERT ON events
      WHEN NEW.seq IS NOT 1 + max(
        coalesce((SELECT max(seq) FROM events), 0), coalesce((SELECT max(last_seq) FROM event_segments), 0)
      )
      BEGIN SELECT RAISE(ABORT, 'events are only ever appended'); END;
      CREATE TRIGGER events_never_change BEFORE UPDATE ON events
      BEGIN SELECT RAISE(ABORT, 'events are append-only: none is changed'); END;
      CREATE TRIGGER events_go_with_their_segment BEFORE DELETE ON events
      WHEN NOT EXISTS (
        SELECT 1 FROM event_segments WHERE dropped_at IS NOT NULL AND OLD.seq BETWEEN first_seq AND last_seq
      )
      BEGIN SELECT RAISE(ABORT, 'events are append-only: none is deleted'); END;
      CREATE TRIGGER segments_stay BEFORE DELETE ON event_segments
      BEGIN SELECT RAISE(ABORT, 'segments are append-only: none is deleted'); END;
      CREATE TRIGGER segments_are_only_dropped BEFORE UPDATE ON event_segments
      WHEN OLD.dropped_at IS NOT NULL OR NEW.dropped_at IS NULL OR NEW.first_seq IS NOT OLD.first_seq
        OR NEW.last_seq IS NOT OLD.last_seq OR NEW.before_hash IS NOT OLD.before_hash OR NEW.head_hash IS NOT OLD.head_hash
        OR NEW.legacy IS NOT OLD.legacy OR NEW.closed_at IS NOT OLD.closed_at OR NEW.signature IS NOT OLD.signature
      BEGIN SELECT RAISE(ABORT, 'segments are append-only: none is changed'); END;
    `);
  },
};

/** Merges that can still be undone had changed the events themselves; from now on they change what a pseudonym means. */
function restoreMergedPseudonyms(db: Database): void {
  const merges = db
    .prepare<[], { merged_id: string; kept_id: string; moved: string }>('SELECT merged_id, kept_id, moved FROM merges')
    .all();
  for (const { merged_id, kept_id, moved } of merges) {
    const { events, ...rest } = JSON.parse(moved) as { events: number[] };
    db.prepare(
      'UPDATE events_unchained SET person_id = ? WHERE person_id = ? AND seq IN (SELECT value FROM json_each(?))',
    ).run(merged_id, kept_id, JSON.stringify(events));
    db.prepare('INSERT INTO pseudonyms (pseudonym, person_id) VALUES (?, ?)').run(merged_id, kept_id);
    db.prepare('UPDATE merges SET moved = ? WHERE merged_id = ?').run(
      JSON.stringify({ ...rest, pseudonyms: [merged_id] }),
      merged_id,
    );
  }
}

/** They are chained in their order, numbered anew where numbers are missing between them: a chain has no gap. */
function chainOldEvents(db: Database): void {
  const store = db.prepare<[], { id: string }>('SELECT id FROM store').get();
  if (store === undefined) return; // a store that is being made has no events
  const old = db.prepare<[], Omit<ChainedRow, 'details' | 'payload_sha256'>>(
    'SELECT * FROM events_unchained ORDER BY seq',
  );
  const insert = db.prepare(
    `INSERT INTO events (seq, format, at, kind, decision, person_id, score, threshold, runner_up_score, model_id, fmr, calibrated, hash)
     VALUES (@seq, @format, @at, @kind, @decision, @person_id, @score, @threshold, @runner_up_score, @model_id, @fmr, @calibrated, @hash)`,
  );
  const renumber = db.prepare('UPDATE labels SET event_seq = ? WHERE event_seq = ?');
  let previous: Buffer = genesis(store.id);
  let seq = 0;
  for (const before of old.all()) {
    seq++;
    const row: ChainedRow = { ...before, seq, details: null, payload_sha256: null };
    const hash = rowHash(previous, row, rowFormat);
    insert.run({ ...row, format: rowFormat, hash });
    if (before.seq !== seq) renumber.run(seq, before.seq); // upwards, so no number is met twice
    previous = hash;
  }
}

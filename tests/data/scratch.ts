import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Sqlite from 'better-sqlite3';
import { onTestFinished } from 'vitest';
import { migrations } from '../../data/migrations/index.ts';
import { openStore, type Store } from '../../data/store.ts';

/** A folder of its own for each test, gone after it, with the key file outside the data folder. */
export function scratch() {
  const root = mkdtempSync(join(tmpdir(), 'threshold-test-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const dir = join(root, 'data');
  const unlock = { kind: 'key-file', path: join(root, 'keys', 'a.key') } as const;
  return { root, dir, unlock, open: (): Store => openStore({ dir, unlock }) };
}

/** Every byte of every file below a folder. */
export function allBytes(dir: string): Buffer {
  return Buffer.concat(
    readdirSync(dir, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name))),
  );
}

/** What takes back each migration. */
const undone: Readonly<Record<number, string>> = {
  10: 'DROP TABLE liveness_trials;',
  9: 'DROP TABLE event_snapshots;',
  8: 'DROP TABLE api_keys; DROP TABLE sign_in_failures; DROP TABLE operators;',
  7: `DROP TABLE access_commands; DROP TABLE access_presence; DROP TABLE access_passes; DROP TABLE access_holidays; DROP TABLE access_rules;
      DROP TABLE access_memberships; DROP TABLE access_groups; DROP TABLE access_doors; DROP TABLE access_zones; DROP TABLE access_sites;`,
  6: `DROP TABLE erasures; ALTER TABLE people DROP COLUMN erase_reason; ALTER TABLE people DROP COLUMN expires_at;
      ALTER TABLE people ADD COLUMN key_wrapped BLOB NOT NULL DEFAULT x''; ATTACH 'KEYS' AS ring;
      UPDATE people SET key_wrapped = (SELECT key_wrapped FROM ring.person_keys WHERE person_id = id); DETACH ring;`,
  5: `CREATE TABLE plain (seq INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, kind TEXT NOT NULL, decision TEXT, person_id TEXT, score REAL,
        threshold REAL, runner_up_score REAL, model_id TEXT, fmr REAL, calibrated INTEGER CHECK (calibrated IN (0, 1))) STRICT;
      INSERT INTO plain SELECT seq, at, kind, decision, person_id, score, threshold, runner_up_score, model_id, fmr, calibrated FROM events;
      DROP TABLE event_payloads; DROP TABLE pseudonyms; DROP TABLE events; DROP TABLE event_segments; DROP TABLE signing_keys;
      ALTER TABLE plain RENAME TO events; CREATE INDEX events_by_person ON events (person_id);`,
  4: `DROP TABLE kept_apart; DROP TABLE merges; DROP TABLE negatives; DROP TABLE labels; DROP TABLE calibrations;
      ALTER TABLE events DROP COLUMN calibrated; ALTER TABLE events DROP COLUMN fmr;`,
  3: 'DROP TABLE evaluation_samples; DROP TABLE evaluation_parts; DROP TABLE evaluations;',
  2: 'DROP TABLE training_people; DROP TABLE training_parts; DROP TABLE training_runs;',
};

/** Makes a closed store as a program of an older schema left it. */
export function asVersionLeftIt(dir: string, version: number): void {
  const db = new Sqlite(join(dir, 'threshold.db'));
  for (const { version: newer } of migrations.filter((one) => one.version > version).toReversed()) {
    const undo = undone[newer];
    if (undo === undefined) throw new Error(`say in tests/data/scratch.ts how migration ${newer} is taken back`);
    db.exec(undo.replace('KEYS', join(dir, 'keys.db')));
  }
  db.pragma(`user_version = ${version}`);
  db.close();
  if (version < 6) rmSync(join(dir, 'keys.db'), { force: true });
}

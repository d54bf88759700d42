import type { Database } from 'better-sqlite3';
import type { Vault } from '../vault/vault.ts';
import type { PeopleTable } from './people.ts';

/** Pictures of events, each with its own end. */
export interface EventSnapshotsTable {
  /**
   * Keeps a picture (JPEG) of an event until a moment, in the place of one that was kept of it before. Of somebody who was erased
   * meanwhile nothing is kept. Returns whether it was.
   */
  put(seq: number, personId: string | null, picture: Uint8Array, until: Date): boolean;
  /** Null where there is none, or its time is over. */
  read(seq: number, now: Date): Buffer | null;
  /** Of these events those with a picture. */
  among(seqs: readonly number[], now: Date): ReadonlySet<number>;
  /** Events of which a picture of this person is kept. */
  ofPerson(personId: string, now: Date): number[];
  count(): number;
  /** A merge: sealed under another person's key. Returns which. Inside the caller's transaction. */
  move(from: string, to: string, only?: readonly number[]): number[];
}

interface Row {
  readonly seq: number;
  readonly person_id: string | null;
  readonly key_wrapped: Buffer | null;
  readonly picture_sealed: Buffer;
}

export function eventSnapshotsTable(
  db: Database,
  vault: Vault,
  people: Pick<PeopleTable, 'keyOf' | 'find'>,
): EventSnapshotsTable & {
  /** Those whose time is over, or all. Returns how many; the caller scrubs. */
  drop(until: Date | 'all'): number;
} {
  const place = (seq: number) => ({ table: 'event_snapshots', row: String(seq), column: 'picture_sealed' });
  const keyOf = ({ seq, person_id, key_wrapped }: Row) =>
    person_id === null
      ? vault.openPayloadKey(`snapshot ${seq}`, key_wrapped ?? new Uint8Array())
      : people.keyOf(person_id);
  const living = db.prepare<[number, string], Row>('SELECT * FROM event_snapshots WHERE seq = ? AND expires_at > ?');
  const put = db.prepare(
    'INSERT OR REPLACE INTO event_snapshots (seq, person_id, key_wrapped, picture_sealed, expires_at) VALUES (?, ?, ?, ?, ?)',
  );
  return {
    put(seq, personId, picture, until) {
      if (personId !== null && people.find(personId) === null) return false;
      const own = personId === null ? vault.createPayloadKey(`snapshot ${seq}`) : null;
      const key = own === null ? people.keyOf(personId as string) : own.key;
      put.run(seq, personId, own?.wrapped ?? null, vault.sealFor(key, picture, place(seq)), until.toISOString());
      return true;
    },
    read(seq, now) {
      const row = living.get(seq, now.toISOString());
      return row === undefined ? null : vault.openFor(keyOf(row), row.picture_sealed, place(seq));
    },
    among: (seqs, now) => new Set(seqs.filter((seq) => living.get(seq, now.toISOString()) !== undefined)),
    ofPerson: (personId, now) =>
      db
        .prepare<[string, string], { seq: number }>(
          'SELECT seq FROM event_snapshots WHERE person_id = ? AND expires_at > ? ORDER BY seq',
        )
        .all(personId, now.toISOString())
        .map(({ seq }) => seq),
    count: () => db.prepare('SELECT count(*) FROM event_snapshots').pluck().get() as number,
    move(from, to, only) {
      const rows = db
        .prepare<[string], Row>('SELECT * FROM event_snapshots WHERE person_id = ?')
        .all(from)
        .filter(({ seq }) => only === undefined || only.includes(seq));
      for (const row of rows)
        db.prepare('UPDATE event_snapshots SET person_id = ?, picture_sealed = ? WHERE seq = ?').run(
          to,
          vault.sealFor(
            people.keyOf(to),
            vault.openFor(keyOf(row), row.picture_sealed, place(row.seq)),
            place(row.seq),
          ),
          row.seq,
        );
      return rows.map(({ seq }) => seq);
    },
    drop: (until) =>
      until === 'all'
        ? db.prepare('DELETE FROM event_snapshots').run().changes
        : db.prepare('DELETE FROM event_snapshots WHERE expires_at <= ?').run(until.toISOString()).changes,
  };
}

import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { textBytes, type Vault } from '../vault/vault.ts';
import type { PeopleTable } from './people.ts';

/** A small JSON object. */
export type EventDetails = Readonly<Record<string, unknown>>;

const saltBytes = 32;

/**
 * What of an event can be erased: sealed under the key of the person that it is about, and gone with them; of nobody known, under a key of
 * its own. The chained row holds a commitment: SHA-256 of a random salt and the content. Both are sealed, so that once they are erased
 * the commitment tells nothing, and sealing them anew (a merge) does not change it.
 */
export interface EventPayloadsTable {
  /** Seals, and returns the commitment for the chained row; `write` stores it under the row's number. Inside the caller's transaction. */
  prepare(
    personId: string | null,
    details: EventDetails,
  ): { readonly commitment: Buffer; readonly write: (seq: number) => void };
  /** Null where there is none, or none any more. */
  read(seq: number): EventDetails | null;
  /** Whether what is stored is what the row committed to; null where nothing is stored. Throws where it does not open. */
  matches(seq: number, commitment: Uint8Array): boolean | null;
  /** A merge: what was sealed under one person's key is sealed under another's. Returns which rows. Inside the caller's transaction. */
  move(from: string, to: string, only?: readonly number[]): number[];
  /** Those of events before a moment. Returns how many; the caller scrubs. */
  dropBefore(at: string): number;
}

interface Row {
  readonly seq: number;
  readonly person_id: string | null;
  readonly key_wrapped: Buffer | null;
  readonly value_sealed: Buffer;
}

export function eventPayloadsTable(
  db: Database,
  vault: Vault,
  people: Pick<PeopleTable, 'keyOf' | 'find'>,
): EventPayloadsTable {
  const rowOf = db.prepare<[number], Row>('SELECT * FROM event_payloads WHERE seq = ?');
  const place = (seq: number) => ({ table: 'event_payloads', row: String(seq), column: 'value_sealed' });
  const open = (row: Row): Buffer =>
    vault.openFor(
      row.person_id === null
        ? vault.openPayloadKey(String(row.seq), row.key_wrapped ?? new Uint8Array())
        : people.keyOf(row.person_id),
      row.value_sealed,
      place(row.seq),
    );
  return {
    prepare(personId, details) {
      const plain = Buffer.concat([randomBytes(saltBytes), textBytes(JSON.stringify(details))]);
      return {
        commitment: createHash('sha256').update(plain).digest(),
        write(seq) {
          const known = personId !== null && people.find(personId) !== null ? personId : null;
          const own = known === null ? vault.createPayloadKey(String(seq)) : null;
          const key = own === null ? people.keyOf(known as string) : own.key;
          db.prepare('INSERT INTO event_payloads (seq, person_id, key_wrapped, value_sealed) VALUES (?, ?, ?, ?)').run(
            seq,
            known,
            own?.wrapped ?? null,
            vault.sealFor(key, plain, place(seq)),
          );
        },
      };
    },
    read(seq) {
      const row = rowOf.get(seq);
      return row === undefined
        ? null
        : (JSON.parse(open(row).subarray(saltBytes).toString('utf8')) as Record<string, unknown>);
    },
    matches(seq, commitment) {
      const row = rowOf.get(seq);
      return row === undefined ? null : timingSafeEqual(createHash('sha256').update(open(row)).digest(), commitment);
    },
    move(from, to, only) {
      const rows = db
        .prepare<[string], Row>('SELECT * FROM event_payloads WHERE person_id = ?')
        .all(from)
        .filter(({ seq }) => only === undefined || only.includes(seq));
      for (const row of rows)
        db.prepare('UPDATE event_payloads SET person_id = ?, value_sealed = ? WHERE seq = ?').run(
          to,
          vault.sealFor(people.keyOf(to), open(row), place(row.seq)),
          row.seq,
        );
      return rows.map(({ seq }) => seq);
    },
    dropBefore: (at) =>
      db.prepare('DELETE FROM event_payloads WHERE seq IN (SELECT seq FROM events WHERE at < ?)').run(at).changes,
  };
}

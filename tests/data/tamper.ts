import { createHmac } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { type ChainedRow, genesis, rowHash } from '../../data/audit/row-hash.ts';
import type { NewEvent } from '../../data/tables/events.ts';

export const noted = (i: number): NewEvent => ({
  at: new Date(Date.UTC(2026, 0, 1) + i * 1000).toISOString(),
  kind: 'identify',
  decision: i % 3 === 0 ? 'accepted' : 'unknown',
  personId: null,
  score: i / 10,
  threshold: 0.4,
  runnerUpScore: null,
  modelId: 'm',
});

type Row = ChainedRow & { readonly format: number; readonly hash: Buffer; readonly mac: Buffer | null };

/** What stands in the way of somebody with the file: SQL that anybody can drop. */
function open(db: Database): void {
  db.pragma('foreign_keys = OFF');
  for (const name of db.prepare("SELECT name FROM sqlite_master WHERE type = 'trigger'").pluck().all() as string[])
    db.exec(`DROP TRIGGER ${name}`);
}

/**
 * An attacker who knows this program: rows changed as wished, and every hash computed anew. Without the store key their marks are
 * another key's, or none.
 */
export function recomputed(db: Database, change: (row: Row) => Row, marks: 'foreign' | null = 'foreign'): void {
  open(db);
  const store = db.prepare('SELECT id FROM store').pluck().get() as string;
  const put = db.prepare(
    'UPDATE events SET score = @score, decision = @decision, hash = @hash, mac = @mac WHERE seq = @seq',
  );
  let previous = genesis(store);
  let different = false;
  for (const before of db.prepare<[], Row>('SELECT * FROM events ORDER BY seq').all()) {
    const row = change(before);
    different ||= row !== before;
    const hash = rowHash(previous, row, row.format);
    const mac = marks === null ? null : createHmac('sha256', 'another key').update(hash).digest();
    put.run({ seq: row.seq, score: row.score, decision: row.decision, hash, mac: different ? mac : before.mac });
    previous = hash;
  }
}

export interface Tampering {
  readonly name: string;
  /** @param other another row, for those that take two */
  do(db: Database, at: number, other: number): void;
  /** @param count how many rows there are */
  expected(at: number, other: number, count: number): { readonly seq: number; readonly what: string };
}

export const attacks: readonly Tampering[] = [
  {
    name: 'change',
    do(db, at) {
      open(db);
      db.prepare('UPDATE events SET score = score + 0.25 WHERE seq = ?').run(at);
    },
    expected: (at) => ({ seq: at, what: 'changed' }),
  },
  {
    name: 'delete',
    do(db, at) {
      open(db);
      db.prepare('DELETE FROM events WHERE seq = ?').run(at);
    },
    expected: (at) => ({ seq: at, what: 'missing' }),
  },
  {
    name: 'insert',
    do(db, at) {
      open(db);
      db.prepare('UPDATE events SET seq = -seq WHERE seq >= ?').run(at);
      db.prepare(
        `INSERT INTO events (seq, format, at, kind, decision, score, hash, mac)
         SELECT ?, 1, at, 'identify', 'accepted', 0.9, hash, mac FROM events WHERE seq = ?`,
      ).run(at, -at);
      db.prepare('UPDATE events SET seq = 1 - seq WHERE seq < 0').run();
    },
    expected: (at) => ({ seq: at, what: 'changed' }),
  },
  {
    name: 'reorder',
    do(db, at, other) {
      open(db);
      db.prepare('UPDATE events SET seq = -1 WHERE seq = ?').run(at);
      db.prepare('UPDATE events SET seq = ? WHERE seq = ?').run(at, other);
      db.prepare('UPDATE events SET seq = ? WHERE seq = -1').run(other);
    },
    expected: (at, other) => ({ seq: Math.min(at, other), what: 'changed' }),
  },
  {
    name: 'truncate',
    do(db, at) {
      open(db);
      db.prepare('DELETE FROM events WHERE seq >= ?').run(at);
    },
    expected: (at) => ({ seq: at, what: 'missing' }),
  },
  {
    name: 'change and compute the chain anew',
    do: (db, at) => recomputed(db, (row) => (row.seq === at ? { ...row, score: 0.99 } : row)),
    expected: (at) => ({ seq: at, what: 'forged' }),
  },
];

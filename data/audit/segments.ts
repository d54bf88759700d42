import type { Database } from 'better-sqlite3';
import { chainHead } from '../tables/events.ts';
import { genesis } from './row-hash.ts';
import type { Signer } from './signer.ts';

/** A closed stretch of the chain, signed. */
export interface Segment {
  readonly first: number;
  readonly last: number;
  /** What its first row is chained to. */
  readonly before: Buffer;
  /** The hash of its last row. */
  readonly head: Buffer;
  /** Its rows were there before there was a chain. */
  readonly legacy: boolean;
  readonly closedAt: string;
  readonly signature: Buffer;
  readonly droppedAt: string | null;
  readonly dropSignature: Buffer | null;
}

interface Row {
  readonly first_seq: number;
  readonly last_seq: number;
  readonly before_hash: Buffer;
  readonly head_hash: Buffer;
  readonly legacy: number;
  readonly closed_at: string;
  readonly signature: Buffer;
  readonly dropped_at: string | null;
  readonly drop_signature: Buffer | null;
}

/** What a segment's signature is of. */
export const segmentStatement = (
  storeId: string,
  segment: Omit<Segment, 'signature' | 'droppedAt' | 'dropSignature'>,
) => ({
  what: 'threshold segment 1',
  store: storeId,
  first: segment.first,
  last: segment.last,
  before: segment.before.toString('hex'),
  head: segment.head.toString('hex'),
  legacy: segment.legacy,
  closedAt: segment.closedAt,
});

/** What the signature of dropping one is of: only who had the store open can have dropped it. */
export const dropStatement = (storeId: string, { first, last, head }: Segment, droppedAt: string) => ({
  what: 'threshold segment dropped 1',
  store: storeId,
  first,
  last,
  head: head.toString('hex'),
  droppedAt,
});

export interface Segments {
  /** In order. */
  list(): Segment[];
  /** Signs what came since the last one; null where nothing did. `last`: not all of it. */
  close(last?: number): Segment | null;
  /** How many events are in no segment yet, and when the first of them was. */
  open(): { readonly events: number; readonly since: string | null };
  /** Deletes the events of every closed segment that ended before `at`, in order from the oldest; the chain goes on through them. */
  dropBefore(at: string): Segment[];
}

export function segmentsOf(db: Database, storeId: string, signer: Signer): Segments {
  const list = (): Segment[] =>
    db
      .prepare<[], Row>('SELECT * FROM event_segments ORDER BY first_seq')
      .all()
      .map((row) => ({
        first: row.first_seq,
        last: row.last_seq,
        before: row.before_hash,
        head: row.head_hash,
        legacy: row.legacy === 1,
        closedAt: row.closed_at,
        signature: row.signature,
        droppedAt: row.dropped_at,
        dropSignature: row.drop_signature,
      }));
  const newest = (): { last: number; head: Buffer } =>
    db
      .prepare<[], { last: number; head: Buffer }>(
        'SELECT last_seq AS last, head_hash AS head FROM event_segments ORDER BY last_seq DESC LIMIT 1',
      )
      .get() ?? { last: 0, head: genesis(storeId) };
  return {
    list,
    close: db.transaction((upTo?: number): Segment | null => {
      const before = newest();
      const last = upTo ?? chainHead(db, storeId).seq;
      if (last <= before.last) return null;
      const head = db.prepare('SELECT hash FROM events WHERE seq = ?').pluck().get(last) as Buffer;
      const unauthenticated = db.prepare('SELECT 1 FROM events WHERE seq > ? AND seq <= ? AND mac IS NULL');
      const facts = {
        first: before.last + 1,
        last,
        before: before.head,
        head,
        legacy: unauthenticated.get(before.last, last) !== undefined,
        closedAt: new Date().toISOString(),
      };
      const signature = signer.sign(segmentStatement(storeId, facts));
      db.prepare(
        `INSERT INTO event_segments (first_seq, last_seq, before_hash, head_hash, legacy, closed_at, signature)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
      ).run(facts.first, last, before.head, head, Number(facts.legacy), facts.closedAt, signature);
      return { ...facts, signature, droppedAt: null, dropSignature: null };
    }),
    open() {
      const row = db
        .prepare<[number], { events: number; since: string | null }>(
          'SELECT count(*) AS events, min(at) AS since FROM events WHERE seq > ?',
        )
        .get(newest().last);
      return row ?? { events: 0, since: null };
    },
    dropBefore: db.transaction((at: string): Segment[] => {
      const dropped: Segment[] = [];
      const newestOf = db.prepare('SELECT max(at) FROM events WHERE seq BETWEEN ? AND ?').pluck();
      for (const segment of list()) {
        if (segment.droppedAt !== null) continue;
        const end = newestOf.get(segment.first, segment.last) as string;
        if (end >= at) break; // only from the oldest on: what stays is one stretch
        const droppedAt = new Date().toISOString();
        const signature = signer.sign(dropStatement(storeId, segment, droppedAt));
        db.prepare('UPDATE event_segments SET dropped_at = ?, drop_signature = ? WHERE first_seq = ?').run(
          droppedAt,
          signature,
          segment.first,
        );
        db.prepare('DELETE FROM labels WHERE event_seq BETWEEN ? AND ?').run(segment.first, segment.last);
        db.prepare('DELETE FROM events WHERE seq BETWEEN ? AND ?').run(segment.first, segment.last);
        dropped.push({ ...segment, droppedAt, dropSignature: signature });
      }
      return dropped;
    }),
  };
}

import type { Database } from 'better-sqlite3';
import { type ChainedRow, genesis, rowFormat, rowHash } from '../audit/row-hash.ts';
import type { Vault } from '../vault/vault.ts';
import type { EventDetails, EventPayloadsTable } from './event-payloads.ts';

/** What was decided, when. It names people by their pseudonym alone and holds no picture and no vector. */
export interface StoredEvent {
  readonly seq: number;
  readonly at: string;
  readonly kind: string;
  readonly decision: string | null;
  readonly personId: string | null;
  readonly score: number | null;
  readonly threshold: number | null;
  readonly runnerUpScore: number | null;
  readonly modelId: string | null;
  /** What the threshold promised one comparison; null where none was used, or the decision is older than this note. */
  readonly fmr: number | null;
  /** Whether the threshold was calibrated; null as above. */
  readonly calibrated: boolean | null;
  /**
   * More of it, **in the clear and chained**: ids, codes and numbers (door, clause, liveness, operator's id), never a name or anything by
   * which somebody is known. It stays as long as the event.
   */
  readonly details: EventDetails | null;
  /**
   * What names or shows somebody, **sealed and erasable**: under the key of the person that the event is about, and gone with them, or
   * under a key of its own; dropped by retention. Null where there is none, or none any more.
   */
  readonly sealed: EventDetails | null;
}

type Optional = 'fmr' | 'calibrated' | 'details' | 'sealed';

export type NewEvent = Omit<StoredEvent, 'seq' | Optional> & Partial<Pick<StoredEvent, Optional>>;

interface EventRow extends Omit<StoredEvent, 'calibrated' | 'details' | 'sealed'> {
  readonly calibrated: number | null;
  readonly details: string | null;
  readonly hasPayload: number;
}

export interface EventQuery {
  readonly limit: number;
  /** Only events before this sequence number. */
  readonly before?: number;
  readonly kind?: string;
  readonly personId?: string;
  /** Of these people; the caller knows their names. */
  readonly personIds?: readonly string[];
  /** Decisions of identifications, enrolments and removals; `verify` for all comparisons of two pictures; `door` for commands and emergencies; `acts` for what operators did at the app itself. */
  readonly what?: readonly string[];
  /** False: without what operators did at the app itself. */
  readonly acts?: boolean;
  /** ISO 8601, UTC. */
  readonly since?: string;
  /** ISO 8601, UTC; this moment itself is left out. */
  readonly until?: string;
}

export interface EventsTable {
  /** Durable when it returns. */
  append(event: NewEvent): StoredEvent;
  appendAll(events: readonly NewEvent[]): StoredEvent[];
  /** Newest first. */
  list(query: EventQuery): StoredEvent[];
  /** How many fit, before the limit. */
  count(query: Omit<EventQuery, 'limit'>): number;
}

/** Whom the pseudonym means now: somebody else where people were merged. */
const who = 'coalesce(p.person_id, e.person_id)';

const columns = `seq, at, kind, decision, ${who} AS personId, score, threshold, runner_up_score AS runnerUpScore, model_id AS modelId, fmr,
  calibrated, details, payload_sha256 IS NOT NULL AS hasPayload`;

const source = 'events e LEFT JOIN pseudonyms p ON p.pseudonym = e.person_id';

const conditions = `(@before IS NULL OR seq < @before) AND (@kind IS NULL OR kind = @kind)
  AND (@personId IS NULL OR ${who} = @personId)
  AND (@personIds IS NULL OR ${who} IN (SELECT value FROM json_each(@personIds)))
  AND (@what IS NULL OR CASE kind WHEN 'verify' THEN kind WHEN 'erase' THEN 'erased'
    WHEN 'access' THEN 'access-' || decision WHEN 'door' THEN 'door' WHEN 'emergency' THEN 'door'
    WHEN 'session' THEN 'acts' WHEN 'operator' THEN 'acts' WHEN 'api' THEN 'acts' ELSE decision END IN (SELECT value FROM json_each(@what)))
  AND (@acts = 1 OR kind NOT IN ('session', 'operator', 'api'))
  AND (@since IS NULL OR at >= @since) AND (@until IS NULL OR at < @until)`;

/** Lists travel as JSON: the statement stays one, whatever their length. */
const bound = ({ before, kind, personId, personIds, what, acts, since, until }: Omit<EventQuery, 'limit'>) => ({
  before: before ?? null,
  kind: kind ?? null,
  personId: personId ?? null,
  personIds: personIds === undefined ? null : JSON.stringify(personIds),
  what: what === undefined ? null : JSON.stringify(what),
  acts: acts === false ? 0 : 1,
  since: since ?? null,
  until: until ?? null,
});

/** What is chained to the newest row, or to where the chain begins, or goes on after a segment that was dropped. */
export function chainHead(db: Database, storeId: string): { readonly seq: number; readonly hash: Buffer } {
  const newest = db
    .prepare<[], { seq: number; hash: Buffer }>('SELECT seq, hash FROM events ORDER BY seq DESC LIMIT 1')
    .get();
  const segment = db
    .prepare<[], { seq: number; hash: Buffer }>(
      'SELECT last_seq AS seq, head_hash AS hash FROM event_segments ORDER BY last_seq DESC LIMIT 1',
    )
    .get();
  if (newest !== undefined && newest.seq >= (segment?.seq ?? 0)) return newest;
  return segment ?? { seq: 0, hash: genesis(storeId) };
}

/** A row's HMAC: who has no store key cannot make a row that passes for one of the program's, however well it is chained. */
export const rowMac = (vault: Vault, hash: Uint8Array): Buffer =>
  vault.blindName('audit rows', Buffer.from(hash).toString('hex'));

export function eventsTable(db: Database, vault: Vault, payloads: EventPayloadsTable): EventsTable {
  const insert = db.prepare(
    `INSERT INTO events (seq, format, at, kind, decision, person_id, score, threshold, runner_up_score, model_id, fmr, calibrated, details,
       payload_sha256, hash, mac)
     VALUES (@seq, @format, @at, @kind, @decision, @person_id, @score, @threshold, @runner_up_score, @model_id, @fmr, @calibrated, @details,
       @payload_sha256, @hash, @mac)`,
  );
  const append = db.transaction((event: NewEvent): StoredEvent => {
    const { fmr = null, calibrated = null, details = null, sealed = null } = event;
    const head = chainHead(db, vault.storeId);
    const payload = sealed === null ? null : payloads.prepare(event.personId, sealed);
    const row: ChainedRow = {
      seq: head.seq + 1,
      at: event.at,
      kind: event.kind,
      decision: event.decision,
      person_id: event.personId,
      score: event.score,
      threshold: event.threshold,
      runner_up_score: event.runnerUpScore,
      model_id: event.modelId,
      fmr,
      calibrated: calibrated === null ? null : Number(calibrated),
      details: details === null ? null : JSON.stringify(details),
      payload_sha256: payload?.commitment ?? null,
    };
    const hash = rowHash(head.hash, row);
    insert.run({ ...row, format: rowFormat, hash, mac: rowMac(vault, hash) });
    payload?.write(row.seq);
    return { ...event, fmr, calibrated, details, sealed, seq: row.seq };
  });
  const eventOf = ({ calibrated, details, hasPayload, ...row }: EventRow): StoredEvent => ({
    ...row,
    calibrated: calibrated === null ? null : calibrated === 1,
    details: details === null ? null : (JSON.parse(details) as Record<string, unknown>),
    sealed: hasPayload === 1 ? payloads.read(row.seq) : null,
  });
  return {
    append,
    appendAll: db.transaction((events: readonly NewEvent[]) => events.map(append)),
    list({ limit, ...query }) {
      return db
        .prepare<[Record<string, unknown>], EventRow>(
          `SELECT ${columns} FROM ${source} WHERE ${conditions} ORDER BY seq DESC LIMIT @limit`,
        )
        .all({ limit, ...bound(query) })
        .map(eventOf);
    },
    count: (query) =>
      db
        .prepare<[Record<string, unknown>], { total: number }>(
          `SELECT count(*) AS total FROM ${source} WHERE ${conditions}`,
        )
        .get(bound(query))?.total ?? 0,
  };
}

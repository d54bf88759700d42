import type { Database } from 'better-sqlite3';

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
}

export type NewEvent = Omit<StoredEvent, 'seq' | 'fmr' | 'calibrated'> &
  Partial<Pick<StoredEvent, 'fmr' | 'calibrated'>>;

interface EventRow extends Omit<StoredEvent, 'calibrated'> {
  readonly calibrated: number | null;
}

const eventOf = ({ calibrated, ...row }: EventRow): StoredEvent => ({
  ...row,
  calibrated: calibrated === null ? null : calibrated === 1,
});

export interface EventQuery {
  readonly limit: number;
  /** Only events before this sequence number. */
  readonly before?: number;
  readonly kind?: string;
  readonly personId?: string;
  /** Of these people; the caller knows their names. */
  readonly personIds?: readonly string[];
  /** Decisions of identifications, enrolments and removals; `verify` for all comparisons of two pictures. */
  readonly what?: readonly string[];
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

const columns = `seq, at, kind, decision, person_id AS personId, score, threshold, runner_up_score AS runnerUpScore, model_id AS modelId, fmr, calibrated`;

const conditions = `(@before IS NULL OR seq < @before) AND (@kind IS NULL OR kind = @kind)
  AND (@personId IS NULL OR person_id = @personId)
  AND (@personIds IS NULL OR person_id IN (SELECT value FROM json_each(@personIds)))
  AND (@what IS NULL OR iif(kind = 'verify', kind, decision) IN (SELECT value FROM json_each(@what)))
  AND (@since IS NULL OR at >= @since) AND (@until IS NULL OR at < @until)`;

/** Lists travel as JSON: the statement stays one, whatever their length. */
const bound = ({ before, kind, personId, personIds, what, since, until }: Omit<EventQuery, 'limit'>) => ({
  before: before ?? null,
  kind: kind ?? null,
  personId: personId ?? null,
  personIds: personIds === undefined ? null : JSON.stringify(personIds),
  what: what === undefined ? null : JSON.stringify(what),
  since: since ?? null,
  until: until ?? null,
});

export function eventsTable(db: Database): EventsTable {
  const insert = db.prepare(
    `INSERT INTO events (at, kind, decision, person_id, score, threshold, runner_up_score, model_id, fmr, calibrated)
     VALUES (@at, @kind, @decision, @personId, @score, @threshold, @runnerUpScore, @modelId, @fmr, @calibrated)`,
  );
  const append = ({ fmr = null, calibrated = null, ...event }: NewEvent): StoredEvent => {
    const { lastInsertRowid } = insert.run({
      ...event,
      fmr,
      calibrated: calibrated === null ? null : Number(calibrated),
    });
    return { ...event, fmr, calibrated, seq: Number(lastInsertRowid) };
  };
  return {
    append,
    appendAll: db.transaction((events: readonly NewEvent[]) => events.map(append)),
    list({ limit, ...query }) {
      return db
        .prepare<[Record<string, unknown>], EventRow>(
          `SELECT ${columns} FROM events WHERE ${conditions} ORDER BY seq DESC LIMIT @limit`,
        )
        .all({ limit, ...bound(query) })
        .map(eventOf);
    },
    count: (query) =>
      db
        .prepare<[Record<string, unknown>], { total: number }>(
          `SELECT count(*) AS total FROM events WHERE ${conditions}`,
        )
        .get(bound(query))?.total ?? 0,
  };
}

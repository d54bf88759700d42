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
}

export interface EventQuery {
  readonly limit: number;
  /** Only events before this sequence number. */
  readonly before?: number;
  readonly kind?: string;
  readonly personId?: string;
}

export interface EventsTable {
  /** Durable when it returns. */
  append(event: Omit<StoredEvent, 'seq'>): StoredEvent;
  appendAll(events: readonly Omit<StoredEvent, 'seq'>[]): StoredEvent[];
  /** Newest first. */
  list(query: EventQuery): StoredEvent[];
}

const columns = `seq, at, kind, decision, person_id AS personId, score, threshold, runner_up_score AS runnerUpScore, model_id AS modelId`;

export function eventsTable(db: Database): EventsTable {
  const insert = db.prepare(
    `INSERT INTO events (at, kind, decision, person_id, score, threshold, runner_up_score, model_id)
     VALUES (@at, @kind, @decision, @personId, @score, @threshold, @runnerUpScore, @modelId)`,
  );
  const append = (event: Omit<StoredEvent, 'seq'>): StoredEvent => ({
    ...event,
    seq: Number(insert.run(event).lastInsertRowid),
  });
  return {
    append,
    appendAll: db.transaction((events: readonly Omit<StoredEvent, 'seq'>[]) => events.map(append)),
    list({ limit, before, kind, personId }) {
      return db
        .prepare<[Record<string, unknown>], StoredEvent>(
          `SELECT ${columns} FROM events
           WHERE (@before IS NULL OR seq < @before) AND (@kind IS NULL OR kind = @kind) AND (@personId IS NULL OR person_id = @personId)
           ORDER BY seq DESC LIMIT @limit`,
        )
        .all({ limit, before: before ?? null, kind: kind ?? null, personId: personId ?? null });
    },
  };
}

import type { Database } from 'better-sqlite3';
import type { Signer } from '../audit/signer.ts';
import type { KeyRing } from '../key-ring/key-ring.ts';
import { rewriteCopies } from '../key-ring/ring-copies.ts';
import type { RunFiles } from '../run-files.ts';
import type { ErasuresTable } from '../tables/erasures.ts';
import type { EventsTable } from '../tables/events.ts';
import { type PeopleTable, scrub } from '../tables/people.ts';
import { type ErasedCounts, type ErasureReason, type ErasureReceipt, signReceipt } from './receipt.ts';

export interface DueErasure {
  readonly id: string;
  readonly reason: ErasureReason;
  readonly requestedAt: string;
}

/** The steps of an erasure in their order. A process killed after any of them leaves what the next opening finishes. */
export const erasureSteps = [
  'key destroyed',
  'key ring rewritten',
  'files removed',
  'rows deleted',
  'database rewritten',
  'receipt written',
] as const;

export type ErasureStep = (typeof erasureSteps)[number];

/** Erases people for good. */
export interface Eraser {
  erase(due: readonly DueErasure[]): ErasureReceipt[];
  /**
   * Before anything is served: whoever is on an erasure list (the key ring's, or the database's where the ring is an older copy) goes from
   * whichever of the two still has them, and erasures that were interrupted are finished. Returns whom it erased.
   */
  resume(): string[];
}

export interface EraserParts {
  readonly db: Database;
  readonly dir: string;
  readonly storeId: string;
  readonly ring: KeyRing;
  readonly people: Pick<PeopleTable, 'forgetKey'>;
  readonly erasures: ErasuresTable;
  readonly events: Pick<EventsTable, 'append'>;
  readonly files: Pick<RunFiles, 'remove'>;
  readonly signer: Signer;
  /** Tests end the process here. */
  readonly onStep?: (step: ErasureStep) => void;
}

/**
 * The key first: from that commit on nothing of the person can be read, whatever else is left. The ring's commit holds the erasure list
 * too, so that what follows can be finished by whoever opens the store next. Rows, files and pages go after it, the receipt last.
 */
export function createEraser(parts: EraserParts): Eraser {
  const { db, dir, storeId, ring, people, erasures, events, files, signer, onStep = () => {} } = parts;
  const runsOf = db
    .prepare<[string], string>('SELECT run_id FROM training_people WHERE person_id = ?')
    .pluck() as unknown as {
    all(id: string): string[];
  };
  const deletePerson = db.prepare('DELETE FROM people WHERE id = ?'); // what is theirs goes by ON DELETE CASCADE
  const count = (sql: string, id: string): number => db.prepare(sql).pluck().get(id) as number;
  const countsOf = (id: string): ErasedCounts => ({
    templates: count('SELECT count(*) FROM templates WHERE person_id = ?', id),
    pictures: count('SELECT count(*) FROM crops WHERE person_id = ?', id),
    labels: count('SELECT count(*) FROM labels WHERE ? IN (person_id, other_id)', id),
    negatives: count('SELECT count(*) FROM negatives WHERE person_id = ?', id),
    eventContents:
      count('SELECT count(*) FROM event_payloads WHERE person_id = ?', id) +
      count('SELECT count(*) FROM event_snapshots WHERE person_id = ?', id),
    trainingRuns: count('SELECT count(*) FROM training_people WHERE person_id = ?', id),
  });
  const deleteRows = db.transaction((due: readonly DueErasure[], erasedAt: string) => {
    for (const { id, reason, requestedAt } of due) {
      const counts = countsOf(id);
      const present = deletePerson.run(id).changes > 0;
      const known = erasures.find(id);
      // What an interrupted attempt, or the erasure in another copy, counted is not forgotten for finding nothing now.
      if (!present && known !== null) continue;
      erasures.note({ id, reason, requestedAt, erasedAt, counts });
      events.append({
        at: erasedAt,
        kind: 'erase',
        // Their pseudonym means the one who was kept, who is not erased.
        decision: reason === 'merged' ? 'merged' : 'erased',
        personId: id,
        score: null,
        threshold: null,
        runnerUpScore: null,
        modelId: null,
        details: { reason },
      });
    }
  });

  const finish = (due: readonly DueErasure[]): ErasureReceipt[] => {
    const erasedAt = new Date().toISOString();
    ring.rewrite();
    const keyRingCopies = rewriteCopies(ring);
    onStep('key ring rewritten');
    // A checkpoint holds what a loss learned of each person.
    for (const { id } of due) for (const run of runsOf.all(id)) files.remove(run, 'checkpoint');
    onStep('files removed');
    deleteRows(due, erasedAt);
    onStep('rows deleted');
    scrub(db, dir);
    onStep('database rewritten');
    const receipts = erasures.unfinished().map((row) => {
      const { id: pseudonym, reason, requestedAt, erasedAt, counts } = row;
      return signReceipt(signer, { store: storeId, pseudonym, reason, requestedAt, erasedAt, counts, keyRingCopies });
    });
    erasures.finish(receipts);
    onStep('receipt written');
    return receipts;
  };

  return {
    erase(due) {
      if (due.length === 0) return [];
      ring.erase(
        due.map(({ id }) => id),
        new Date().toISOString(),
      );
      for (const { id } of due) people.forgetKey(id);
      onStep('key destroyed');
      return finish(due);
    },
    resume() {
      // An older key ring does not know of erasures that the database remembers.
      const listed = new Set(ring.erased().map(({ id }) => id));
      const missing = erasures.all().filter(({ id }) => !listed.has(id));
      if (missing.length > 0)
        ring.erase(
          missing.map(({ id }) => id),
          new Date().toISOString(),
        );
      const stillThere = db.prepare<[string], { reason: ErasureReason | null; at: string | null }>(
        'SELECT erase_reason AS reason, erase_at AS at FROM people WHERE id = ?',
      );
      const done = new Set(erasures.all().flatMap(({ id, receipt }) => (receipt === null ? [] : [id])));
      const due = ring.erased().flatMap(({ id, at }): DueErasure[] => {
        const row = stillThere.get(id);
        if (row === undefined && done.has(id)) return [];
        return [{ id, reason: row?.reason ?? 'restored', requestedAt: row?.at ?? at }];
      });
      if (due.length === 0 && missing.length === 0 && erasures.unfinished().length === 0) return [];
      finish(due);
      return due.map(({ id }) => id);
    },
  };
}

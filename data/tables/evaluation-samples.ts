import type { Database } from 'better-sqlite3';
import type { Vault } from '../vault/vault.ts';
import type { EvaluationsTable } from './evaluations.ts';

/** What is known of a picture by its content: `picture` names model and content, whoever's run embedded it. */
export interface NewSample {
  readonly picture: string;
  readonly bytes: Uint8Array;
}

/**
 * Templates that evaluations made of data sets' pictures, kept so that a run goes on where it was cancelled and a second one need not make
 * them again. Each belongs to the run that uses it, under its key, and goes with it: a run takes a copy of what another had made.
 */
export interface EvaluationSamplesTable {
  /** Of any run that is not about to be erased; null where none has it. */
  find(picture: string): { readonly runId: string; readonly bytes: Uint8Array } | null;
  /** All or nothing. */
  add(runId: string, samples: readonly NewSample[]): void;
  count(runId: string): number;
}

export function evaluationSamplesTable(
  db: Database,
  vault: Vault,
  runs: Pick<EvaluationsTable, 'keyOf'>,
): EvaluationSamplesTable {
  const nameOf = (picture: string): Buffer => vault.blindName('evaluated pictures', picture);
  const place = (runId: string, name: Buffer) => ({
    table: 'evaluation_samples',
    row: runId,
    column: name.toString('hex'),
  });
  const known = db.prepare<[Buffer], { run_id: string; value_sealed: Buffer }>(
    `SELECT s.run_id, s.value_sealed FROM evaluation_samples s JOIN evaluations e ON e.id = s.run_id
     WHERE s.picture = ? AND e.erase_at IS NULL LIMIT 1`,
  );
  const insert = db.prepare(
    'INSERT INTO evaluation_samples (run_id, picture, value_sealed) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
  );
  return {
    find(picture) {
      const name = nameOf(picture);
      const row = known.get(name);
      if (row === undefined) return null;
      const bytes = vault.openFor(runs.keyOf(row.run_id), row.value_sealed, place(row.run_id, name));
      return { runId: row.run_id, bytes };
    },
    add: db.transaction((runId: string, samples: readonly NewSample[]) => {
      const key = runs.keyOf(runId);
      for (const { picture, bytes } of samples) {
        const name = nameOf(picture);
        insert.run(runId, name, vault.sealFor(key, bytes, place(runId, name)));
      }
    }),
    count: (runId) =>
      db.prepare<[string], { n: number }>('SELECT count(*) AS n FROM evaluation_samples WHERE run_id = ?').get(runId)!
        .n,
  };
}

import { randomUUID } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { StoreError } from '../store-error.ts';
import type { VaultKey } from '../vault/envelope.ts';
import { textBytes, type Vault } from '../vault/vault.ts';
import { scrub } from './people.ts';

export type StoredEvaluationState = 'running' | 'cancelled' | 'interrupted' | 'finished' | 'failed';

/** An evaluation as stored. What config and status say is main's. */
export interface StoredEvaluation {
  readonly id: string;
  readonly name: string;
  readonly config: string;
  /** Empty before the first. */
  readonly status: string;
  readonly state: StoredEvaluationState;
  readonly createdAt: string;
}

interface EvaluationRow {
  readonly id: string;
  readonly key_wrapped: Buffer;
  readonly name_sealed: Buffer;
  readonly config_sealed: Buffer;
  readonly status_sealed: Buffer | null;
  readonly state: StoredEvaluationState;
  readonly created_at: string;
}

type Text = 'name' | 'config' | 'status';

export interface EvaluationsTable {
  /** All that are not about to be erased, the newest first. */
  list(): StoredEvaluation[];
  /** Null when unknown or about to be erased. */
  find(id: string): StoredEvaluation | null;
  create(run: { readonly name: string; readonly config: string; readonly status: string }): StoredEvaluation;
  update(id: string, values: Partial<Pick<StoredEvaluation, Text | 'state'>>): void;
  /** What a process that ended left in the middle. Returns how many. */
  interruptAll(): number;
  putPart(id: string, part: string, bytes: Uint8Array): void;
  part(id: string, part: string): Uint8Array | null;
  /** Hides a run at once; `eraseDue` erases it when the time has come, also after a restart. Throws NOT_FOUND. */
  scheduleErasure(id: string, at: Date): void;
  cancelErasure(id: string): void;
  /** Erases all whose time has come: key, results, scores, templates. Returns the ids. */
  eraseDue(now: Date): string[];
  /** Of any run that is still there, for what it sealed. */
  keyOf(id: string): VaultKey;
}

export function evaluationsTable(db: Database, vault: Vault, dir: string): EvaluationsTable {
  const keys = new Map<string, VaultKey>();
  const place = (row: string, column: string) => ({ table: 'evaluations', row, column });
  const partPlace = (row: string, part: string) => ({ table: 'evaluation_parts', row, column: part });
  const rowOf = db.prepare<[string], EvaluationRow>('SELECT * FROM evaluations WHERE id = ? AND erase_at IS NULL');
  const visible = db.prepare<[], EvaluationRow>(
    'SELECT * FROM evaluations WHERE erase_at IS NULL ORDER BY created_at DESC, id',
  );
  const wrapped = db.prepare<[string], Pick<EvaluationRow, 'key_wrapped'>>(
    'SELECT key_wrapped FROM evaluations WHERE id = ?',
  );
  const partOf = db.prepare<[string, string], { value_sealed: Buffer }>(
    'SELECT value_sealed FROM evaluation_parts WHERE run_id = ? AND part = ?',
  );
  const putPart = db.prepare(
    'INSERT INTO evaluation_parts (run_id, part, value_sealed) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value_sealed = excluded.value_sealed',
  );

  const keyOf = (id: string): VaultKey => {
    const cached = keys.get(id);
    if (cached !== undefined) return cached;
    const row = wrapped.get(id);
    if (row === undefined) throw gone();
    const key = vault.openEvaluationKey(id, row.key_wrapped);
    keys.set(id, key);
    return key;
  };
  const sealed = (id: string, column: Text, text: string): Buffer =>
    vault.sealFor(keyOf(id), textBytes(text), place(id, `${column}_sealed`));
  const runOf = (row: EvaluationRow): StoredEvaluation => {
    const open = (column: Text, value: Buffer | null): string =>
      value === null ? '' : vault.openFor(keyOf(row.id), value, place(row.id, `${column}_sealed`)).toString('utf8');
    return {
      id: row.id,
      name: open('name', row.name_sealed),
      config: open('config', row.config_sealed),
      status: open('status', row.status_sealed),
      state: row.state,
      createdAt: row.created_at,
    };
  };
  const erasure = (id: string, at: string | null): void => {
    if (db.prepare('UPDATE evaluations SET erase_at = ? WHERE id = ?').run(at, id).changes === 0) throw gone();
  };

  return {
    keyOf,
    list: () => visible.all().map(runOf),
    find(id) {
      const row = rowOf.get(id);
      return row === undefined ? null : runOf(row);
    },
    create({ name, config, status }) {
      const id = randomUUID();
      const made = vault.createEvaluationKey(id);
      keys.set(id, made.key);
      const createdAt = new Date().toISOString();
      db.prepare(
        `INSERT INTO evaluations (id, key_wrapped, name_sealed, config_sealed, status_sealed, state, created_at)
         VALUES (?, ?, ?, ?, ?, 'running', ?)`,
      ).run(
        id,
        made.wrapped,
        sealed(id, 'name', name),
        sealed(id, 'config', config),
        sealed(id, 'status', status),
        createdAt,
      );
      return { id, name, config, status, state: 'running', createdAt };
    },
    update: db.transaction((id: string, { state, ...texts }: Partial<Pick<StoredEvaluation, Text | 'state'>>) => {
      for (const [column, text] of Object.entries(texts) as [Text, string][])
        db.prepare(`UPDATE evaluations SET ${column}_sealed = ? WHERE id = ?`).run(sealed(id, column, text), id);
      if (state !== undefined) db.prepare('UPDATE evaluations SET state = ? WHERE id = ?').run(state, id);
    }),
    interruptAll: () =>
      db.prepare("UPDATE evaluations SET state = 'interrupted' WHERE state = 'running'").run().changes,
    putPart: (id, part, bytes) => void putPart.run(id, part, vault.sealFor(keyOf(id), bytes, partPlace(id, part))),
    part(id, part) {
      const row = partOf.get(id, part);
      return row === undefined ? null : vault.openFor(keyOf(id), row.value_sealed, partPlace(id, part));
    },
    scheduleErasure: (id, at) => erasure(id, at.toISOString()),
    cancelErasure: (id) => erasure(id, null),
    eraseDue(now) {
      const due = db
        .prepare<[string], { id: string }>('SELECT id FROM evaluations WHERE erase_at <= ?')
        .all(now.toISOString())
        .map(({ id }) => id);
      if (due.length === 0) return due;
      const erase = db.prepare('DELETE FROM evaluations WHERE id = ?');
      db.transaction(() => {
        for (const id of due) erase.run(id);
      })();
      for (const id of due) keys.delete(id);
      scrub(db, dir);
      return due;
    },
  };
}

const gone = (): StoreError => new StoreError('NOT_FOUND', 'There is no such evaluation, or it was deleted.');

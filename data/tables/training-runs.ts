import { randomUUID } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import type { RunFile, RunFiles } from '../run-files.ts';
import { StoreError } from '../store-error.ts';
import type { VaultKey } from '../vault/envelope.ts';
import { textBytes, type Vault } from '../vault/vault.ts';
import { scrub } from './people.ts';

export type StoredRunState = 'preparing' | 'running' | 'paused' | 'interrupted' | 'stopped' | 'finished' | 'failed';

/** A training run as stored. What recipe and status say is main's. */
export interface StoredRun {
  readonly id: string;
  readonly name: string;
  readonly notes: string;
  readonly recipe: string;
  /** Empty before the first. */
  readonly status: string;
  readonly state: StoredRunState;
  /** Of enrolled people, how many it was begun with. */
  readonly people: number;
  readonly createdAt: string;
}

interface RunRow {
  readonly id: string;
  readonly key_wrapped: Buffer;
  readonly name_sealed: Buffer;
  readonly notes_sealed: Buffer;
  readonly recipe_sealed: Buffer;
  readonly status_sealed: Buffer | null;
  readonly state: StoredRunState;
  readonly people: number;
  readonly created_at: string;
}

type Text = 'name' | 'notes' | 'recipe' | 'status';

export interface TrainingRunsTable {
  /** All that are not about to be erased, the newest first. */
  list(): StoredRun[];
  /** Null when unknown or about to be erased. */
  find(id: string): StoredRun | null;
  create(run: { readonly name: string; readonly recipe: string }): StoredRun;
  update(id: string, values: Partial<Pick<StoredRun, Text | 'state'>>): void;
  /** What a process that ended left in the middle. Returns how many. */
  interruptAll(): number;
  putPart(id: string, part: string, bytes: Uint8Array): void;
  part(id: string, part: string): Uint8Array | null;
  writeFile(id: string, name: RunFile, bytes: Uint8Array): void;
  readFile(id: string, name: RunFile): Uint8Array | null;
  removeFile(id: string, name: RunFile): void;
  /** Hides a run at once; `eraseDue` erases it when the time has come, also after a restart. Throws NOT_FOUND. */
  scheduleErasure(id: string, at: Date): void;
  cancelErasure(id: string): void;
  /** Erases all whose time has come: key, rows, files. Returns the ids. */
  eraseDue(now: Date): string[];
}

export function trainingRunsTable(db: Database, vault: Vault, files: RunFiles, dir: string): TrainingRunsTable {
  const keys = new Map<string, VaultKey>();
  const place = (row: string, column: string) => ({ table: 'training_runs', row, column });
  const partPlace = (row: string, part: string) => ({ table: 'training_parts', row, column: part });
  const rowOf = db.prepare<[string], RunRow>('SELECT * FROM training_runs WHERE id = ? AND erase_at IS NULL');
  const visible = db.prepare<[], RunRow>(
    'SELECT * FROM training_runs WHERE erase_at IS NULL ORDER BY created_at DESC, id',
  );
  const wrapped = db.prepare<[string], Pick<RunRow, 'key_wrapped'>>(
    'SELECT key_wrapped FROM training_runs WHERE id = ?',
  );
  const partOf = db.prepare<[string, string], { value_sealed: Buffer }>(
    'SELECT value_sealed FROM training_parts WHERE run_id = ? AND part = ?',
  );
  const putPart = db.prepare(
    'INSERT INTO training_parts (run_id, part, value_sealed) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value_sealed = excluded.value_sealed',
  );

  const keyOf = (id: string): VaultKey => {
    const cached = keys.get(id);
    if (cached !== undefined) return cached;
    const row = wrapped.get(id);
    if (row === undefined) throw gone();
    const key = vault.openRunKey(id, row.key_wrapped);
    keys.set(id, key);
    return key;
  };
  const sealed = (id: string, column: Text, text: string): Buffer =>
    vault.sealFor(keyOf(id), textBytes(text), place(id, `${column}_sealed`));
  const runOf = (row: RunRow): StoredRun => {
    const open = (column: Text, value: Buffer | null): string =>
      value === null ? '' : vault.openFor(keyOf(row.id), value, place(row.id, `${column}_sealed`)).toString('utf8');
    return {
      id: row.id,
      name: open('name', row.name_sealed),
      notes: open('notes', row.notes_sealed),
      recipe: open('recipe', row.recipe_sealed),
      status: open('status', row.status_sealed),
      state: row.state,
      people: row.people,
      createdAt: row.created_at,
    };
  };
  const erasure = (id: string, at: string | null): void => {
    if (db.prepare('UPDATE training_runs SET erase_at = ? WHERE id = ?').run(at, id).changes === 0) throw gone();
  };

  return {
    list: () => visible.all().map(runOf),
    find(id) {
      const row = rowOf.get(id);
      return row === undefined ? null : runOf(row);
    },
    create({ name, recipe }) {
      const id = randomUUID();
      const made = vault.createRunKey(id);
      keys.set(id, made.key);
      const createdAt = new Date().toISOString();
      db.prepare(
        `INSERT INTO training_runs (id, key_wrapped, name_sealed, notes_sealed, recipe_sealed, state, created_at)
         VALUES (?, ?, ?, ?, ?, 'preparing', ?)`,
      ).run(
        id,
        made.wrapped,
        sealed(id, 'name', name),
        sealed(id, 'notes', ''),
        sealed(id, 'recipe', recipe),
        createdAt,
      );
      return { id, name, notes: '', recipe, status: '', state: 'preparing', people: 0, createdAt };
    },
    update: db.transaction((id: string, { state, ...texts }: Partial<Pick<StoredRun, Text | 'state'>>) => {
      for (const [column, text] of Object.entries(texts) as [Text, string][])
        db.prepare(`UPDATE training_runs SET ${column}_sealed = ? WHERE id = ?`).run(sealed(id, column, text), id);
      if (state !== undefined) db.prepare('UPDATE training_runs SET state = ? WHERE id = ?').run(state, id);
    }),
    interruptAll: () =>
      db.prepare("UPDATE training_runs SET state = 'interrupted' WHERE state IN ('preparing', 'running')").run()
        .changes,
    putPart: (id, part, bytes) => void putPart.run(id, part, vault.sealFor(keyOf(id), bytes, partPlace(id, part))),
    part(id, part) {
      const row = partOf.get(id, part);
      return row === undefined ? null : vault.openFor(keyOf(id), row.value_sealed, partPlace(id, part));
    },
    writeFile: (id, name, bytes) => files.write(id, name, keyOf(id), bytes),
    readFile: (id, name) => files.read(id, name, keyOf(id)),
    removeFile: (id, name) => files.remove(id, name),
    scheduleErasure: (id, at) => erasure(id, at.toISOString()),
    cancelErasure: (id) => erasure(id, null),
    eraseDue(now) {
      const due = db
        .prepare<[string], { id: string }>('SELECT id FROM training_runs WHERE erase_at <= ?')
        .all(now.toISOString())
        .map(({ id }) => id);
      if (due.length === 0) return due;
      const erase = db.prepare('DELETE FROM training_runs WHERE id = ?');
      db.transaction(() => {
        for (const id of due) erase.run(id);
      })();
      for (const id of due) {
        keys.delete(id);
        files.removeAll(id);
      }
      scrub(db, dir);
      return due;
    },
  };
}

const gone = (): StoreError => new StoreError('NOT_FOUND', 'There is no such training run, or it was deleted.');

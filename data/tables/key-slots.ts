import type { Database } from 'better-sqlite3';
import { StoreError } from '../store-error.ts';
import type { KeySlot } from '../vault/slots.ts';

export interface KeySlotsTable {
  list(): KeySlot[];
  insert(slot: KeySlot): void;
  /** Refuses the last one: a store without a slot could never be opened again. */
  remove(id: string): void;
}

export function keySlotsTable(db: Database): KeySlotsTable {
  const list = (): KeySlot[] =>
    db.prepare<[], KeySlot>('SELECT id, kind, params, wrapped FROM key_slots ORDER BY created_at, id').all();
  return {
    list,
    insert({ id, kind, params, wrapped }) {
      db.prepare('INSERT INTO key_slots (id, kind, params, wrapped, created_at) VALUES (?, ?, ?, ?, ?)').run(
        id,
        kind,
        params,
        wrapped,
        new Date().toISOString(),
      );
    },
    remove: db.transaction((id: string) => {
      if (list().length <= 1)
        throw new StoreError(
          'BAD_INPUT',
          'The last way to unlock the data folder cannot be removed. Add another first.',
        );
      if (db.prepare('DELETE FROM key_slots WHERE id = ?').run(id).changes === 0)
        throw new StoreError('NOT_FOUND', 'There is no such key slot.');
    }),
  };
}

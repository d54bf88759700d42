import type { Database } from 'better-sqlite3';
import { StoreError } from '../../store-error.ts';

/** Tables whose rows are taken out of force at once and erased when the undo is over. */
const tables = {
  site: 'access_sites',
  zone: 'access_zones',
  door: 'access_doors',
  group: 'access_groups',
  rule: 'access_rules',
  holiday: 'access_holidays',
  pass: 'access_passes',
} as const;

export type RemovableKind = keyof typeof tables;

export interface Removable {
  /** Throws NOT_FOUND. */
  remove(kind: RemovableKind, id: string, at: string): void;
  /** Throws NOT_FOUND once it is erased. */
  undoRemove(kind: RemovableKind, id: string): void;
  /** Erases what was removed up to a moment; whatever belongs to it goes with it. Returns how many rows that were removed. */
  eraseRemoved(until: string): number;
}

export function removable(db: Database): Removable {
  const mark = (kind: RemovableKind, id: string, at: string | null, now: 'NULL' | 'NOT NULL'): void => {
    const { changes } = db
      .prepare(`UPDATE ${tables[kind]} SET removed_at = ? WHERE id = ? AND removed_at IS ${now}`)
      .run(at, id);
    if (changes === 0) throw gone(kind);
  };
  return {
    remove: (kind, id, at) => mark(kind, id, at, 'NULL'),
    undoRemove: (kind, id) => mark(kind, id, null, 'NOT NULL'),
    eraseRemoved: db.transaction((until: string) =>
      Object.values(tables).reduce(
        (count, table) => count + db.prepare(`DELETE FROM ${table} WHERE removed_at <= ?`).run(until).changes,
        0,
      ),
    ),
  };
}

export const gone = (what: string): StoreError =>
  new StoreError('NOT_FOUND', `There is no such ${what}, or it was removed. Look again at what there is.`);

import { randomUUID } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { gone } from './removable.ts';

export interface StoredSite {
  readonly id: string;
  readonly name: string;
  /** IANA. */
  readonly timeZone: string;
  readonly mode: 'normal' | 'locked-down' | 'open';
}

export interface SitesTable {
  list(): StoredSite[];
  create(site: Pick<StoredSite, 'name' | 'timeZone'>): string;
  /** Throws NOT_FOUND, as the next. */
  update(id: string, site: Pick<StoredSite, 'name' | 'timeZone'>): void;
  setMode(id: string, mode: StoredSite['mode']): void;
}

export function sitesTable(db: Database): SitesTable {
  const changed = (changes: number): void => {
    if (changes === 0) throw gone('site');
  };
  return {
    list: () =>
      db
        .prepare<[], StoredSite>(
          'SELECT id, name, time_zone AS timeZone, mode FROM access_sites WHERE removed_at IS NULL ORDER BY created_at, id',
        )
        .all(),
    create({ name, timeZone }) {
      const id = randomUUID();
      db.prepare('INSERT INTO access_sites (id, name, time_zone, created_at) VALUES (?, ?, ?, ?)').run(
        id,
        name,
        timeZone,
        new Date().toISOString(),
      );
      return id;
    },
    update: (id, { name, timeZone }) =>
      changed(
        db
          .prepare('UPDATE access_sites SET name = ?, time_zone = ? WHERE id = ? AND removed_at IS NULL')
          .run(name, timeZone, id).changes,
      ),
    setMode: (id, mode) =>
      changed(db.prepare('UPDATE access_sites SET mode = ? WHERE id = ? AND removed_at IS NULL').run(mode, id).changes),
  };
}

import { randomUUID } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { gone } from './removable.ts';

export interface StoredZone {
  readonly id: string;
  readonly siteId: string;
  readonly name: string;
}

export interface ZonesTable {
  /** Of sites that are in force. */
  list(): StoredZone[];
  create(zone: Omit<StoredZone, 'id'>): string;
  /** A zone stays at its site. Throws NOT_FOUND. */
  rename(id: string, name: string): void;
}

export function zonesTable(db: Database): ZonesTable {
  return {
    list: () =>
      db
        .prepare<[], StoredZone>(
          `SELECT z.id, z.site_id AS siteId, z.name FROM access_zones z JOIN access_sites s ON s.id = z.site_id
           WHERE z.removed_at IS NULL AND s.removed_at IS NULL ORDER BY z.created_at, z.id`,
        )
        .all(),
    create({ siteId, name }) {
      const id = randomUUID();
      db.prepare('INSERT INTO access_zones (id, site_id, name, created_at) VALUES (?, ?, ?, ?)').run(
        id,
        siteId,
        name,
        new Date().toISOString(),
      );
      return id;
    },
    rename(id, name) {
      const { changes } = db
        .prepare('UPDATE access_zones SET name = ? WHERE id = ? AND removed_at IS NULL')
        .run(name, id);
      if (changes === 0) throw gone('zone');
    },
  };
}

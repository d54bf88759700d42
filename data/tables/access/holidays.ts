import { randomUUID } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { gone } from './removable.ts';

/** Days are ISO 8601 dates, the first and the last. */
export interface StoredHoliday {
  readonly id: string;
  readonly siteId: string;
  readonly name: string;
  readonly from: string;
  readonly until: string;
  readonly yearly: boolean;
}

export interface HolidaysTable {
  /** Of sites that are in force. */
  list(): StoredHoliday[];
  create(holiday: Omit<StoredHoliday, 'id'>): string;
  /** A holiday stays at its site. Throws NOT_FOUND. */
  update(holiday: Omit<StoredHoliday, 'siteId'>): void;
}

export function holidaysTable(db: Database): HolidaysTable {
  return {
    list: () =>
      db
        .prepare<[], Omit<StoredHoliday, 'yearly'> & { yearly: number }>(
          `SELECT h.id, h.site_id AS siteId, h.name, h.first_day AS "from", h.last_day AS until, h.yearly
           FROM access_holidays h JOIN access_sites s ON s.id = h.site_id
           WHERE h.removed_at IS NULL AND s.removed_at IS NULL ORDER BY h.first_day, h.id`,
        )
        .all()
        .map((row) => ({ ...row, yearly: row.yearly === 1 })),
    create({ siteId, name, from, until, yearly }) {
      const id = randomUUID();
      db.prepare(
        'INSERT INTO access_holidays (id, site_id, name, first_day, last_day, yearly, created_at) VALUES (?, ?, ?, ?, ?, ?, ?)',
      ).run(id, siteId, name, from, until, Number(yearly), new Date().toISOString());
      return id;
    },
    update({ id, name, from, until, yearly }) {
      const { changes } = db
        .prepare(
          'UPDATE access_holidays SET name = ?, first_day = ?, last_day = ?, yearly = ? WHERE id = ? AND removed_at IS NULL',
        )
        .run(name, from, until, Number(yearly), id);
      if (changes === 0) throw gone('holiday');
    },
  };
}

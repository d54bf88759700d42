import { randomUUID } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { gone } from './removable.ts';

/** What `hours` says is main's. Days are ISO 8601 dates. */
export interface StoredRule {
  readonly id: string;
  readonly groupId: string | null;
  readonly zoneId: string;
  readonly hours: unknown;
  readonly holidays: 'except' | 'as-usual' | 'only';
  readonly from: string | null;
  readonly until: string | null;
}

export interface RulesTable {
  /** Of groups and zones that are in force. */
  list(): StoredRule[];
  create(rule: Omit<StoredRule, 'id'>): string;
  /** Throws NOT_FOUND. */
  update(rule: StoredRule): void;
}

export function rulesTable(db: Database): RulesTable {
  return {
    list: () =>
      db
        .prepare<[], Omit<StoredRule, 'hours'> & { hours: string }>(
          `SELECT r.id, r.group_id AS groupId, r.zone_id AS zoneId, r.hours, r.holidays, r.valid_from AS "from", r.valid_until AS until
           FROM access_rules r JOIN access_zones z ON z.id = r.zone_id JOIN access_sites s ON s.id = z.site_id
           LEFT JOIN access_groups g ON g.id = r.group_id
           WHERE r.removed_at IS NULL AND z.removed_at IS NULL AND s.removed_at IS NULL AND g.removed_at IS NULL
           ORDER BY r.created_at, r.id`,
        )
        .all()
        .map((row) => ({ ...row, hours: JSON.parse(row.hours) as unknown })),
    create({ groupId, zoneId, hours, holidays, from, until }) {
      const id = randomUUID();
      db.prepare(
        `INSERT INTO access_rules (id, group_id, zone_id, hours, holidays, valid_from, valid_until, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      ).run(id, groupId, zoneId, JSON.stringify(hours), holidays, from, until, new Date().toISOString());
      return id;
    },
    update({ id, groupId, zoneId, hours, holidays, from, until }) {
      const { changes } = db
        .prepare(
          `UPDATE access_rules SET group_id = ?, zone_id = ?, hours = ?, holidays = ?, valid_from = ?, valid_until = ?
           WHERE id = ? AND removed_at IS NULL`,
        )
        .run(groupId, zoneId, JSON.stringify(hours), holidays, from, until, id);
      if (changes === 0) throw gone('rule');
    },
  };
}

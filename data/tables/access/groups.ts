import { randomUUID } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { gone } from './removable.ts';

export interface StoredGroup {
  readonly id: string;
  readonly name: string;
  /** Whoever is in it is erased so many days after their enrolment; null for no such term. */
  readonly termDays: number | null;
}

/** When a person's time in a group is over. */
export interface GroupTerm {
  readonly personId: string;
  readonly group: string;
  readonly at: string;
}

export interface GroupsTable {
  list(): StoredGroup[];
  create(group: Omit<StoredGroup, 'id'>): string;
  /** Throws NOT_FOUND. */
  change(group: StoredGroup): void;
  /** The earliest term that a person's groups set; null for none. */
  termOf(personId: string): GroupTerm | null;
  /** Whose time is over by then, who are not yet about to be erased. */
  termsOver(by: string): GroupTerm[];
}

/** A term by a group, as SQLite counts days; in the form in which moments are stored. */
const terms = `SELECT m.person_id AS personId, g.name AS 'group',
    strftime('%Y-%m-%dT%H:%M:%fZ', p.created_at, '+' || g.term_days || ' days') AS at
  FROM access_memberships m JOIN access_groups g ON g.id = m.group_id JOIN people p ON p.id = m.person_id
  WHERE g.term_days IS NOT NULL AND g.removed_at IS NULL AND p.erase_at IS NULL`;

export function groupsTable(db: Database): GroupsTable {
  return {
    list: () =>
      db
        .prepare<[], StoredGroup>(
          'SELECT id, name, term_days AS termDays FROM access_groups WHERE removed_at IS NULL ORDER BY created_at, id',
        )
        .all(),
    create({ name, termDays }) {
      const id = randomUUID();
      db.prepare('INSERT INTO access_groups (id, name, term_days, created_at) VALUES (?, ?, ?, ?)').run(
        id,
        name,
        termDays,
        new Date().toISOString(),
      );
      return id;
    },
    change({ id, name, termDays }) {
      const { changes } = db
        .prepare('UPDATE access_groups SET name = ?, term_days = ? WHERE id = ? AND removed_at IS NULL')
        .run(name, termDays, id);
      if (changes === 0) throw gone('group');
    },
    termOf: (personId) =>
      db.prepare<[string], GroupTerm>(`${terms} AND m.person_id = ? ORDER BY at LIMIT 1`).get(personId) ?? null,
    termsOver: (by) => db.prepare<[string], GroupTerm>(`SELECT * FROM (${terms}) WHERE at <= ? ORDER BY at`).all(by),
  };
}

import type { Database } from 'better-sqlite3';

/** Who is in which group, by random ids. A row goes with its person and with its group. */
export interface MembershipsTable {
  /** Of people who are enrolled and groups that are in force: group → people. */
  all(): Map<string, string[]>;
  groupsOf(personId: string): string[];
  /** These and no others. */
  set(groupId: string, personIds: readonly string[]): void;
}

export function membershipsTable(db: Database): MembershipsTable {
  return {
    all() {
      const rows = db
        .prepare<[], { groupId: string; personId: string }>(
          `SELECT m.group_id AS groupId, m.person_id AS personId FROM access_memberships m
           JOIN access_groups g ON g.id = m.group_id JOIN people p ON p.id = m.person_id
           WHERE g.removed_at IS NULL AND p.erase_at IS NULL`,
        )
        .all();
      const all = new Map<string, string[]>();
      for (const { groupId, personId } of rows) all.set(groupId, [...(all.get(groupId) ?? []), personId]);
      return all;
    },
    groupsOf: (personId) =>
      db
        .prepare<[string], { groupId: string }>(
          'SELECT group_id AS groupId FROM access_memberships WHERE person_id = ?',
        )
        .all(personId)
        .map(({ groupId }) => groupId),
    set: db.transaction((groupId: string, personIds: readonly string[]) => {
      // Somebody who is about to be erased is not on the list, and stays in the group should they come back.
      db.prepare(
        'DELETE FROM access_memberships WHERE group_id = ? AND person_id IN (SELECT id FROM people WHERE erase_at IS NULL)',
      ).run(groupId);
      const insert = db.prepare('INSERT OR IGNORE INTO access_memberships (group_id, person_id) VALUES (?, ?)');
      for (const personId of personIds) insert.run(groupId, personId);
    }),
  };
}

import type { Database } from 'better-sqlite3';

/** Look-alikes of whom somebody said that they are two people: they are not named again. Goes with either of them. */
export interface KeptApartTable {
  add(one: string, other: string): void;
  remove(one: string, other: string): void;
  has(one: string, other: string): boolean;
}

export function keptApartTable(db: Database): KeptApartTable {
  const pair = (one: string, other: string): [string, string] => (one < other ? [one, other] : [other, one]);
  const row = db.prepare('SELECT 1 FROM kept_apart WHERE first_id = ? AND second_id = ?');
  return {
    add(one, other) {
      db.prepare('INSERT OR IGNORE INTO kept_apart (first_id, second_id, created_at) VALUES (?, ?, ?)').run(
        ...pair(one, other),
        new Date().toISOString(),
      );
    },
    remove(one, other) {
      db.prepare('DELETE FROM kept_apart WHERE first_id = ? AND second_id = ?').run(...pair(one, other));
    },
    has: (one, other) => row.get(...pair(one, other)) !== undefined,
  };
}

import type { Database } from 'better-sqlite3';

export interface StoredPresence {
  readonly zoneId: string;
  /** ISO 8601. */
  readonly since: string;
}

/** In which zone of a site somebody is taken to be. A row goes with its person. */
export interface PresenceTable {
  find(siteId: string, personId: string): StoredPresence | null;
  enter(siteId: string, personId: string, presence: StoredPresence): void;
  leave(siteId: string, personId: string): void;
  /** Nobody is taken to be inside any more. Returns how many were. */
  forget(siteId: string): number;
}

export function presenceTable(db: Database): PresenceTable {
  const found = db.prepare<[string, string], StoredPresence>(
    'SELECT zone_id AS zoneId, since FROM access_presence WHERE site_id = ? AND person_id = ?',
  );
  return {
    find: (siteId, personId) => found.get(siteId, personId) ?? null,
    enter(siteId, personId, { zoneId, since }) {
      db.prepare('INSERT OR REPLACE INTO access_presence (site_id, person_id, zone_id, since) VALUES (?, ?, ?, ?)').run(
        siteId,
        personId,
        zoneId,
        since,
      );
    },
    leave(siteId, personId) {
      db.prepare('DELETE FROM access_presence WHERE site_id = ? AND person_id = ?').run(siteId, personId);
    },
    forget: (siteId) => db.prepare('DELETE FROM access_presence WHERE site_id = ?').run(siteId).changes,
  };
}

import type { Database } from 'better-sqlite3';

export interface SettingsTable {
  /** All settings as stored; what they mean, and what is missing, is main's. */
  all(): Record<string, unknown>;
  set(values: Readonly<Record<string, unknown>>): void;
}

export function settingsTable(db: Database): SettingsTable {
  const upsert = db.prepare(
    'INSERT INTO settings (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value',
  );
  return {
    all: () =>
      Object.fromEntries(
        db
          .prepare<[], { key: string; value: string }>('SELECT key, value FROM settings')
          .all()
          .map(({ key, value }) => [key, JSON.parse(value) as unknown]),
      ),
    set: db.transaction((values: Readonly<Record<string, unknown>>) => {
      for (const [key, value] of Object.entries(values)) upsert.run(key, JSON.stringify(value));
    }),
  };
}

import { randomUUID } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { textBytes, type Vault } from '../vault/vault.ts';

/** One presentation of the self-test as stored. What `value` says is main's. */
export interface StoredLivenessTrial {
  readonly id: string;
  readonly species: string;
  readonly value: string;
  readonly createdAt: string;
}

interface Row {
  readonly id: string;
  readonly key_wrapped: Buffer;
  readonly species: string;
  readonly value_sealed: Buffer;
  readonly created_at: string;
}

export interface LivenessTrialsTable {
  /** Oldest first. */
  list(): StoredLivenessTrial[];
  insert(trial: Pick<StoredLivenessTrial, 'species' | 'value'>): StoredLivenessTrial;
  /** One, or all. Returns how many there were. */
  erase(id?: string): number;
}

export function livenessTrialsTable(db: Database, vault: Vault): LivenessTrialsTable {
  const place = (row: string) => ({ table: 'liveness_trials', row, column: 'value_sealed' });
  return {
    list: () =>
      db
        .prepare<[], Row>('SELECT * FROM liveness_trials ORDER BY created_at, id')
        .all()
        .map((row) => ({
          id: row.id,
          species: row.species,
          value: vault
            .openFor(vault.openLivenessKey(row.id, row.key_wrapped), row.value_sealed, place(row.id))
            .toString('utf8'),
          createdAt: row.created_at,
        })),
    insert({ species, value }) {
      const id = randomUUID();
      const { key, wrapped } = vault.createLivenessKey(id);
      const createdAt = new Date().toISOString();
      db.prepare(
        'INSERT INTO liveness_trials (id, key_wrapped, species, value_sealed, created_at) VALUES (?, ?, ?, ?, ?)',
      ).run(id, wrapped, species, vault.sealFor(key, textBytes(value), place(id)), createdAt);
      return { id, species, value, createdAt };
    },
    erase: (id) =>
      id === undefined
        ? db.prepare('DELETE FROM liveness_trials').run().changes
        : db.prepare('DELETE FROM liveness_trials WHERE id = ?').run(id).changes,
  };
}

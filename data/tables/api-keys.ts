import { randomBytes } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { StoreError } from '../store-error.ts';
import { textBytes, type Vault } from '../vault/vault.ts';

/** What another program may ask. Of its secret only a hash is kept; what scopes mean is main's. */
export interface StoredApiKey {
  readonly id: string;
  readonly name: string;
  readonly secretHash: Uint8Array;
  readonly scopes: readonly string[];
  readonly perMinute: number;
  readonly createdAt: string;
  readonly lastUsedAt: string | null;
  readonly revokedAt: string | null;
}

interface Row {
  readonly id: string;
  readonly key_wrapped: Buffer;
  readonly name_sealed: Buffer;
  readonly secret_hash: Buffer;
  readonly scopes: string;
  readonly per_minute: number;
  readonly created_at: string;
  readonly last_used_at: string | null;
  readonly revoked_at: string | null;
}

export interface ApiKeysTable {
  /** The newest first, revoked ones too. */
  list(): StoredApiKey[];
  find(id: string): StoredApiKey | null;
  create(key: Pick<StoredApiKey, 'name' | 'secretHash' | 'scopes' | 'perMinute'>): StoredApiKey;
  used(id: string, at: string): void;
  /** Throws NOT_FOUND; one that was revoked before keeps its time. */
  revoke(id: string, at: string): void;
}

export function apiKeysTable(db: Database, vault: Vault): ApiKeysTable {
  const rowOf = db.prepare<[string], Row>('SELECT * FROM api_keys WHERE id = ?');
  const place = (row: string) => ({ table: 'api_keys', row, column: 'name_sealed' });
  const opened = (row: Row): StoredApiKey => ({
    id: row.id,
    name: vault
      .openFor(vault.openKeyOf('api_keys', row.id, row.key_wrapped), row.name_sealed, place(row.id))
      .toString(),
    secretHash: row.secret_hash,
    scopes: JSON.parse(row.scopes) as string[],
    perMinute: row.per_minute,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    revokedAt: row.revoked_at,
  });
  return {
    list: () => db.prepare<[], Row>('SELECT * FROM api_keys ORDER BY created_at DESC, id').all().map(opened),
    find(id) {
      const row = rowOf.get(id);
      return row === undefined ? null : opened(row);
    },
    create: db.transaction(({ name, secretHash, scopes, perMinute }) => {
      // Part of what is shown, so short; random, so that it says nothing.
      const id = randomBytes(6).toString('hex');
      const { key, wrapped } = vault.createKeyOf('api_keys', id);
      db.prepare(
        `INSERT INTO api_keys (id, key_wrapped, name_sealed, secret_hash, scopes, per_minute, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
      ).run(
        id,
        wrapped,
        vault.sealFor(key, textBytes(name), place(id)),
        secretHash,
        JSON.stringify(scopes),
        perMinute,
        new Date().toISOString(),
      );
      return opened(rowOf.get(id) as Row);
    }),
    used(id, at) {
      db.prepare('UPDATE api_keys SET last_used_at = ? WHERE id = ?').run(at, id);
    },
    revoke(id, at) {
      if (db.prepare('UPDATE api_keys SET revoked_at = coalesce(revoked_at, ?) WHERE id = ?').run(at, id).changes === 0)
        throw new StoreError('NOT_FOUND', 'There is no such API key.');
    },
  };
}

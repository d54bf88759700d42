import { randomUUID } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { textBytes, type Vault } from '../../vault/vault.ts';
import { gone } from './removable.ts';

/** A door as stored. What `settings` and `output` say is main's; `output` holds a secret and is sealed. */
export interface StoredDoor {
  readonly id: string;
  readonly siteId: string;
  readonly zoneId: string | null;
  readonly name: string;
  readonly settings: unknown;
  readonly output: unknown;
}

interface Row {
  readonly id: string;
  readonly site_id: string;
  readonly zone_id: string | null;
  readonly name: string;
  readonly settings: string;
  readonly key_wrapped: Buffer;
  readonly output_sealed: Buffer;
}

export interface DoorsTable {
  /** Of sites and zones that are in force. */
  list(): StoredDoor[];
  create(door: Omit<StoredDoor, 'id'>): string;
  /** Of all doors by id, those too that are removed and not yet erased. */
  names(): ReadonlyMap<string, string>;
  /** A door stays at its site. Throws NOT_FOUND. */
  update(door: Omit<StoredDoor, 'siteId'>): void;
}

export function doorsTable(db: Database, vault: Vault): DoorsTable {
  const place = (row: string) => ({ table: 'access_doors', row, column: 'output_sealed' });
  const doorOf = (row: Row): StoredDoor => ({
    id: row.id,
    siteId: row.site_id,
    zoneId: row.zone_id,
    name: row.name,
    settings: JSON.parse(row.settings) as unknown,
    output: JSON.parse(
      vault.openFor(vault.openDoorKey(row.id, row.key_wrapped), row.output_sealed, place(row.id)).toString('utf8'),
    ) as unknown,
  });
  return {
    list: () =>
      db
        .prepare<[], Row>(
          `SELECT d.* FROM access_doors d JOIN access_sites s ON s.id = d.site_id LEFT JOIN access_zones z ON z.id = d.zone_id
           WHERE d.removed_at IS NULL AND s.removed_at IS NULL AND z.removed_at IS NULL ORDER BY d.created_at, d.id`,
        )
        .all()
        .map(doorOf),
    names: () =>
      new Map(
        db
          .prepare<[], { id: string; name: string }>('SELECT id, name FROM access_doors')
          .all()
          .map(({ id, name }) => [id, name]),
      ),
    create({ siteId, zoneId, name, settings, output }) {
      const id = randomUUID();
      const { key, wrapped } = vault.createDoorKey(id);
      db.prepare(
        `INSERT INTO access_doors (id, site_id, zone_id, name, settings, key_wrapped, output_sealed, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      ).run(
        id,
        siteId,
        zoneId,
        name,
        JSON.stringify(settings),
        wrapped,
        vault.sealFor(key, textBytes(JSON.stringify(output)), place(id)),
        new Date().toISOString(),
      );
      return id;
    },
    // A new key each time: an old secret is then not to be had by the old key either.
    update({ id, zoneId, name, settings, output }) {
      const { key, wrapped } = vault.createDoorKey(id);
      const { changes } = db
        .prepare(
          `UPDATE access_doors SET zone_id = ?, name = ?, settings = ?, key_wrapped = ?, output_sealed = ?
           WHERE id = ? AND removed_at IS NULL`,
        )
        .run(
          zoneId,
          name,
          JSON.stringify(settings),
          wrapped,
          vault.sealFor(key, textBytes(JSON.stringify(output)), place(id)),
          id,
        );
      if (changes === 0) throw gone('door');
    },
  };
}

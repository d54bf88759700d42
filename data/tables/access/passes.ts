import { randomUUID } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { textBytes, type Vault } from '../../vault/vault.ts';
import type { PeopleTable } from '../people.ts';
import { gone } from './removable.ts';

/** A visitor's pass between two moments (ISO 8601). It goes with its person, under whose key the note is. */
export interface StoredPass {
  readonly id: string;
  readonly personId: string;
  readonly zoneId: string;
  readonly from: string;
  readonly until: string;
  readonly note: string;
}

interface Row extends Omit<StoredPass, 'note'> {
  readonly sealed: Buffer;
}

export interface PassesTable {
  /** Of people who are enrolled and zones that are in force. */
  list(): StoredPass[];
  create(pass: Omit<StoredPass, 'id'>): string;
  /** A pass stays its person's. Throws NOT_FOUND. */
  update(pass: Omit<StoredPass, 'personId'>): void;
}

export function passesTable(db: Database, vault: Vault, people: Pick<PeopleTable, 'keyOf'>): PassesTable {
  const place = (row: string) => ({ table: 'access_passes', row, column: 'note_sealed' });
  const sealed = (id: string, personId: string, note: string): Buffer =>
    vault.sealFor(people.keyOf(personId), textBytes(note), place(id));
  return {
    list: () =>
      db
        .prepare<[], Row>(
          `SELECT a.id, a.person_id AS personId, a.zone_id AS zoneId, a.valid_from AS "from", a.valid_until AS until, a.note_sealed AS sealed
           FROM access_passes a JOIN people p ON p.id = a.person_id JOIN access_zones z ON z.id = a.zone_id
           JOIN access_sites s ON s.id = z.site_id
           WHERE a.removed_at IS NULL AND p.erase_at IS NULL AND z.removed_at IS NULL AND s.removed_at IS NULL
           ORDER BY a.valid_until, a.id`,
        )
        .all()
        .map(({ sealed: note, ...row }) => ({
          ...row,
          note: vault.openFor(people.keyOf(row.personId), note, place(row.id)).toString('utf8'),
        })),
    create({ personId, zoneId, from, until, note }) {
      const id = randomUUID();
      db.prepare(
        `INSERT INTO access_passes (id, person_id, zone_id, valid_from, valid_until, note_sealed, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?)`,
      ).run(id, personId, zoneId, from, until, sealed(id, personId, note), new Date().toISOString());
      return id;
    },
    update({ id, zoneId, from, until, note }) {
      const row = db
        .prepare<[string], { personId: string }>(
          'SELECT person_id AS personId FROM access_passes WHERE id = ? AND removed_at IS NULL',
        )
        .get(id);
      if (row === undefined) throw gone('pass');
      db.prepare(
        'UPDATE access_passes SET zone_id = ?, valid_from = ?, valid_until = ?, note_sealed = ? WHERE id = ?',
      ).run(zoneId, from, until, sealed(id, row.personId, note), id);
    },
  };
}

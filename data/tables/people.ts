import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { migrationBackups } from '../migrations/run.ts';
import { StoreError } from '../store-error.ts';
import type { VaultKey } from '../vault/envelope.ts';
import { textBytes, type Vault } from '../vault/vault.ts';

export interface ConsentRecord {
  readonly textVersion: string;
  readonly at: string;
  readonly by: string;
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly notes: string;
  readonly consent: ConsentRecord | null;
  readonly active: boolean;
  readonly createdAt: string;
}

interface PersonRow {
  readonly id: string;
  readonly key_wrapped: Buffer;
  readonly name_sealed: Buffer;
  readonly notes_sealed: Buffer | null;
  readonly consent_sealed: Buffer | null;
  readonly active: number;
  readonly created_at: string;
}

export interface PeopleTable {
  /** Everybody who is not about to be erased, by name. */
  list(): Person[];
  /** Null when unknown or about to be erased. */
  find(id: string): Person | null;
  /** Exact name; the first enrolled where several share it. */
  findByName(name: string): Person | null;
  create(person: { readonly name: string; readonly consent: ConsentRecord | null; readonly notes?: string }): Person;
  rename(id: string, name: string): void;
  /** Hides a person at once; `eraseDue` erases them when the time has come, also after a restart. Throws NOT_FOUND. */
  scheduleErasure(id: string, at: Date): void;
  /** Throws NOT_FOUND when the person is already erased. */
  cancelErasure(id: string): void;
  /** Erases all whose time has come: key, name, templates, crops; and every page of the files that held them. Returns the ids. */
  eraseDue(now: Date): string[];
  keyOf(id: string): VaultKey;
}

export function peopleTable(db: Database, vault: Vault, dir: string): PeopleTable {
  const place = (row: string, column: string) => ({ table: 'people', row, column });
  const keys = new Map<string, VaultKey>();
  /** Who has which name, the hidden too: opening every name at each enrolment would make it grow with N. Made at the first look. */
  let named: Map<string, Set<string>> | null = null;
  const rowOf = db.prepare<[string], PersonRow>('SELECT * FROM people WHERE id = ? AND erase_at IS NULL');
  const visible = db.prepare<[], PersonRow>('SELECT * FROM people WHERE erase_at IS NULL ORDER BY created_at, id');
  const allNames = db.prepare<[], Pick<PersonRow, 'id' | 'name_sealed'>>('SELECT id, name_sealed FROM people');
  const anyKey = db.prepare<[string], Pick<PersonRow, 'key_wrapped'>>('SELECT key_wrapped FROM people WHERE id = ?');

  const keyOf = (id: string): VaultKey => {
    const cached = keys.get(id);
    if (cached !== undefined) return cached;
    const row = anyKey.get(id);
    if (row === undefined) throw notFound();
    const key = vault.openPersonKey(id, row.key_wrapped);
    keys.set(id, key);
    return key;
  };

  const personOf = (row: PersonRow): Person => {
    const key = keyOf(row.id);
    const open = (sealed: Buffer | null, column: string): string =>
      sealed === null ? '' : vault.openFor(key, sealed, place(row.id, column)).toString('utf8');
    const consent = open(row.consent_sealed, 'consent_sealed');
    return {
      id: row.id,
      name: open(row.name_sealed, 'name_sealed'),
      notes: open(row.notes_sealed, 'notes_sealed'),
      consent: consent === '' ? null : (JSON.parse(consent) as ConsentRecord),
      active: row.active === 1,
      createdAt: row.created_at,
    };
  };

  const nameOf = ({ id, name_sealed }: Pick<PersonRow, 'id' | 'name_sealed'>): string =>
    vault.openFor(keyOf(id), name_sealed, place(id, 'name_sealed')).toString('utf8');
  const note = (index: Map<string, Set<string>>, name: string, id: string): void => {
    index.set(name, (index.get(name) ?? new Set()).add(id));
  };
  const unnote = (gone: string): void => {
    for (const [name, ids] of named ?? []) if (ids.delete(gone) && ids.size === 0) named?.delete(name);
  };
  const names = (): Map<string, Set<string>> => {
    if (named !== null) return named;
    const index = new Map<string, Set<string>>();
    for (const row of allNames.all()) note(index, nameOf(row), row.id);
    named = index;
    return index;
  };

  return {
    list: () =>
      visible
        .all()
        .map(personOf)
        .sort((a, b) => a.name.localeCompare(b.name)),
    find(id) {
      const row = rowOf.get(id);
      return row === undefined ? null : personOf(row);
    },
    findByName(name) {
      const rows = [...(names().get(name) ?? [])].flatMap((id) => rowOf.get(id) ?? []);
      // What a transaction took back is still in the index.
      const people = rows.map(personOf).filter((person) => person.name === name);
      return people.sort(byEnrolment)[0] ?? null;
    },
    create({ name, consent, notes }) {
      const id = randomUUID();
      const { key, wrapped } = vault.createPersonKey(id);
      const sealed = (text: string | undefined, column: string): Buffer | null =>
        text === undefined ? null : vault.sealFor(key, textBytes(text), place(id, column));
      const createdAt = new Date().toISOString();
      db.prepare(
        'INSERT INTO people (id, key_wrapped, name_sealed, notes_sealed, consent_sealed, created_at) VALUES (?, ?, ?, ?, ?, ?)',
      ).run(
        id,
        wrapped,
        sealed(name, 'name_sealed'),
        sealed(notes, 'notes_sealed'),
        sealed(consent === null ? undefined : JSON.stringify(consent), 'consent_sealed'),
        createdAt,
      );
      if (named !== null) note(named, name, id);
      return { id, name, notes: notes ?? '', consent, active: true, createdAt };
    },
    rename(id, name) {
      if (rowOf.get(id) === undefined) throw notFound();
      const sealed = vault.sealFor(keyOf(id), textBytes(name), place(id, 'name_sealed'));
      db.prepare('UPDATE people SET name_sealed = ? WHERE id = ?').run(sealed, id);
      unnote(id);
      if (named !== null) note(named, name, id);
    },
    scheduleErasure(id, at) {
      const { changes } = db.prepare('UPDATE people SET erase_at = ? WHERE id = ?').run(at.toISOString(), id);
      if (changes === 0) throw notFound();
    },
    cancelErasure(id) {
      const { changes } = db.prepare('UPDATE people SET erase_at = NULL WHERE id = ?').run(id);
      if (changes === 0) throw notFound();
    },
    eraseDue(now) {
      const due = db
        .prepare<[string], { id: string }>('SELECT id FROM people WHERE erase_at <= ?')
        .all(now.toISOString())
        .map(({ id }) => id);
      if (due.length === 0) return due;
      const erase = db.prepare('DELETE FROM people WHERE id = ?'); // templates and crops go by ON DELETE CASCADE
      db.transaction(() => {
        for (const id of due) erase.run(id);
      })();
      for (const id of due) {
        keys.delete(id);
        unnote(id); // an erased person's name does not stay in memory
      }
      scrub(db, dir);
      return due;
    },
    keyOf,
  };
}

/**
 * After a deletion: secure_delete has overwritten the freed cells; this empties the log that still holds the old pages, gives
 * the freed pages back, and deletes copies made before migrations, which would still hold the erased person's key.
 */
export function scrub(db: Database, dir: string): void {
  db.pragma('incremental_vacuum');
  db.pragma('wal_checkpoint(TRUNCATE)');
  rmSync(migrationBackups(dir), { recursive: true, force: true });
}

const byEnrolment = (a: Person, b: Person): number =>
  a.createdAt === b.createdAt ? (a.id < b.id ? -1 : 1) : a.createdAt < b.createdAt ? -1 : 1;

const notFound = (): StoreError => new StoreError('NOT_FOUND', 'There is no such person, or they were erased.');

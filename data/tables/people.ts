import { randomUUID } from 'node:crypto';
import { rmSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import type { DueErasure } from '../erasure/erasure.ts';
import type { ErasureReason } from '../erasure/receipt.ts';
import type { KeyRing } from '../key-ring/key-ring.ts';
import { migrationBackups } from '../migrations/run.ts';
import { StoreError } from '../store-error.ts';
import type { VaultKey } from '../vault/envelope.ts';
import { textBytes, type Vault } from '../vault/vault.ts';

/** The agreement of somebody to be recognised. */
export interface ConsentRecord {
  readonly textVersion: string;
  readonly at: string;
  readonly by: string;
  /** What for, as it was said; absent in older records. */
  readonly purpose?: string;
}

export interface Person {
  readonly id: string;
  readonly name: string;
  readonly notes: string;
  readonly consent: ConsentRecord | null;
  readonly active: boolean;
  readonly createdAt: string;
  /** When the agreed term ends and they are erased; null for none. */
  readonly expiresAt: string | null;
}

interface PersonRow {
  readonly id: string;
  readonly name_sealed: Buffer;
  readonly notes_sealed: Buffer | null;
  readonly consent_sealed: Buffer | null;
  readonly active: number;
  readonly created_at: string;
  readonly expires_at: string | null;
}

export interface PeopleTable {
  /** Everybody who is not about to be erased, by name. */
  list(): Person[];
  /** Null when unknown or about to be erased. */
  find(id: string): Person | null;
  /** Exact name; the first enrolled where several share it. */
  findByName(name: string): Person | null;
  create(
    person: {
      readonly name: string;
      readonly consent: ConsentRecord | null;
      readonly notes?: string;
      readonly expiresAt?: string | null;
    },
    id?: string,
  ): Person;
  rename(id: string, name: string): void;
  /** Whether doors open for them. Throws NOT_FOUND. */
  setActive(id: string, active: boolean): void;
  /** Replaces what was agreed to. Throws NOT_FOUND. */
  setConsent(id: string, consent: ConsentRecord): void;
  /** Null for no term. Throws NOT_FOUND. */
  setExpiry(id: string, at: string | null): void;
  /** Hides a person at once; `eraseDue` erases them when the time has come, also after a restart. Throws NOT_FOUND. */
  scheduleErasure(id: string, at: Date, reason?: Exclude<ErasureReason, 'restored'>): void;
  /** Throws NOT_FOUND when the person is already erased. */
  cancelErasure(id: string): void;
  /** Those whose time has come. */
  due(now: Date): DueErasure[];
  /** Those whose term is over by then and who are not yet about to be erased. */
  expired(by: string): { readonly id: string; readonly expiresAt: string }[];
  keyOf(id: string): VaultKey;
  /** Overwrites a key in memory. */
  forgetKey(id: string): void;
}

export function peopleTable(db: Database, vault: Vault, ring: Pick<KeyRing, 'find' | 'put'>): PeopleTable {
  const place = (row: string, column: string) => ({ table: 'people', row, column });
  const keys = new Map<string, VaultKey>();
  /** Who has which name, the hidden too: opening every name at each enrolment would make it grow with N. Made at the first look. */
  let named: Map<string, Set<string>> | null = null;
  const rowOf = db.prepare<[string], PersonRow>('SELECT * FROM people WHERE id = ? AND erase_at IS NULL');
  const visible = db.prepare<[], PersonRow>('SELECT * FROM people WHERE erase_at IS NULL ORDER BY created_at, id');
  const allNames = db.prepare<[], Pick<PersonRow, 'id' | 'name_sealed'>>('SELECT id, name_sealed FROM people');

  const keyOf = (id: string): VaultKey => {
    const cached = keys.get(id);
    if (cached !== undefined) return cached;
    const wrapped = ring.find(id);
    if (wrapped === null) throw notFound();
    const key = vault.openPersonKey(id, wrapped);
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
      expiresAt: row.expires_at,
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
    create({ name, consent, notes, expiresAt = null }, id = randomUUID()) {
      const { key, wrapped } = vault.createPersonKey(id);
      ring.put(id, wrapped);
      const sealed = (text: string | undefined, column: string): Buffer | null =>
        text === undefined ? null : vault.sealFor(key, textBytes(text), place(id, column));
      const createdAt = new Date().toISOString();
      db.prepare(
        'INSERT INTO people (id, name_sealed, notes_sealed, consent_sealed, created_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)',
      ).run(
        id,
        sealed(name, 'name_sealed'),
        sealed(notes, 'notes_sealed'),
        sealed(consent === null ? undefined : JSON.stringify(consent), 'consent_sealed'),
        createdAt,
        expiresAt,
      );
      if (named !== null) note(named, name, id);
      return { id, name, notes: notes ?? '', consent, active: true, createdAt, expiresAt };
    },
    rename(id, name) {
      if (rowOf.get(id) === undefined) throw notFound();
      const sealed = vault.sealFor(keyOf(id), textBytes(name), place(id, 'name_sealed'));
      db.prepare('UPDATE people SET name_sealed = ? WHERE id = ?').run(sealed, id);
      unnote(id);
      if (named !== null) note(named, name, id);
    },
    setActive(id, active) {
      const { changes } = db
        .prepare('UPDATE people SET active = ? WHERE id = ? AND erase_at IS NULL')
        .run(Number(active), id);
      if (changes === 0) throw notFound();
    },
    setConsent(id, consent) {
      if (rowOf.get(id) === undefined) throw notFound();
      const sealed = vault.sealFor(keyOf(id), textBytes(JSON.stringify(consent)), place(id, 'consent_sealed'));
      db.prepare('UPDATE people SET consent_sealed = ? WHERE id = ?').run(sealed, id);
    },
    setExpiry(id, at) {
      if (rowOf.get(id) === undefined) throw notFound();
      db.prepare('UPDATE people SET expires_at = ? WHERE id = ?').run(at, id);
    },
    scheduleErasure(id, at, reason = 'asked') {
      const { changes } = db
        .prepare('UPDATE people SET erase_at = ?, erase_reason = ? WHERE id = ?')
        .run(at.toISOString(), reason, id);
      if (changes === 0) throw notFound();
    },
    cancelErasure(id) {
      const { changes } = db.prepare('UPDATE people SET erase_at = NULL, erase_reason = NULL WHERE id = ?').run(id);
      if (changes === 0) throw notFound();
    },
    due: (now) =>
      db
        .prepare<[string], DueErasure>(
          `SELECT id, coalesce(erase_reason, 'asked') AS reason, erase_at AS requestedAt FROM people WHERE erase_at <= ?`,
        )
        .all(now.toISOString()),
    expired: (by) =>
      db
        .prepare<[string], { id: string; expiresAt: string }>(
          'SELECT id, expires_at AS expiresAt FROM people WHERE expires_at <= ? AND erase_at IS NULL ORDER BY expires_at, id',
        )
        .all(by),
    forgetKey(id) {
      keys.get(id)?.secret.fill(0);
      keys.delete(id);
      unnote(id); // an erased person's name does not stay in memory
    },
    keyOf,
  };
}

/**
 * After a deletion: secure_delete has overwritten the freed cells; this empties the log that still holds the old pages, gives
 * the freed pages back, and deletes copies made before migrations, which hold people of then, with their keys where they are older than the key ring.
 */
export function scrub(db: Database, dir: string): void {
  db.pragma('incremental_vacuum');
  db.pragma('wal_checkpoint(TRUNCATE)');
  rmSync(migrationBackups(dir), { recursive: true, force: true });
}

const byEnrolment = (a: Person, b: Person): number =>
  a.createdAt === b.createdAt ? (a.id < b.id ? -1 : 1) : a.createdAt < b.createdAt ? -1 : 1;

const notFound = (): StoreError => new StoreError('NOT_FOUND', 'There is no such person, or they were erased.');

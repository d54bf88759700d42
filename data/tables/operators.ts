import { randomUUID } from 'node:crypto';
import type { Database } from 'better-sqlite3';
import { StoreError } from '../store-error.ts';
import { textBytes, type Vault } from '../vault/vault.ts';
import { scrub } from './people.ts';

export type OperatorRole = 'viewer' | 'operator' | 'owner';

/** Somebody who may use the open app. What `password` means is main's: it is a hash, and sealed. */
export interface StoredOperator {
  readonly id: string;
  readonly name: string;
  readonly role: OperatorRole;
  readonly password: string;
  readonly createdAt: string;
  readonly passwordAt: string;
  readonly lastSignInAt: string | null;
}

interface Row {
  readonly id: string;
  readonly key_wrapped: Buffer;
  readonly name_sealed: Buffer;
  readonly password_sealed: Buffer;
  readonly role: OperatorRole;
  readonly created_at: string;
  readonly password_at: string;
  readonly last_sign_in_at: string | null;
}

export interface OperatorsTable {
  /** In the order in which they came. */
  list(): StoredOperator[];
  find(id: string): StoredOperator | null;
  /** By name in any case, however its characters are composed. */
  findByName(name: string): StoredOperator | null;
  /** The first one is an owner, whatever is asked. Null where somebody has this name. */
  create(operator: Pick<StoredOperator, 'name' | 'role' | 'password'>): StoredOperator | null;
  /** Throws BAD_INPUT for the last owner, NOT_FOUND. */
  setRole(id: string, role: OperatorRole): void;
  setPassword(id: string, password: string): void;
  /** The same password, hashed anew. */
  rehash(id: string, password: string): void;
  signedIn(id: string, at: string): void;
  /** Throws BAD_INPUT for the last owner while there are others, NOT_FOUND. Name and hash are overwritten. */
  remove(id: string): void;
}

/** The same for two spellings that a person would take for one name. */
const folded = (name: string): string => name.trim().normalize('NFKC').toLocaleLowerCase('und');

export const blindOperatorName = (vault: Vault, name: string): Buffer => vault.blindName('operators', folded(name));

export function operatorsTable(db: Database, vault: Vault, dir: string): OperatorsTable {
  const rowOf = db.prepare<[string], Row>('SELECT * FROM operators WHERE id = ?');
  const place = (row: string, column: string) => ({ table: 'operators', row, column });
  const opened = (row: Row): StoredOperator => {
    const key = vault.openKeyOf('operators', row.id, row.key_wrapped);
    const text = (sealed: Buffer, column: string): string =>
      vault.openFor(key, sealed, place(row.id, column)).toString('utf8');
    return {
      id: row.id,
      name: text(row.name_sealed, 'name_sealed'),
      role: row.role,
      password: text(row.password_sealed, 'password_sealed'),
      createdAt: row.created_at,
      passwordAt: row.password_at,
      lastSignInAt: row.last_sign_in_at,
    };
  };
  const existing = (id: string): Row => {
    const row = rowOf.get(id);
    if (row === undefined) throw new StoreError('NOT_FOUND', 'There is no such operator, or they were removed.');
    return row;
  };
  const count = (condition: string): number =>
    db.prepare<[], { n: number }>(`SELECT count(*) AS n FROM operators WHERE ${condition}`).get()?.n ?? 0;
  const isLastOwner = ({ role }: Row): boolean => role === 'owner' && count("role = 'owner'") === 1;
  const sealPassword = (row: Row, password: string): Buffer =>
    vault.sealFor(
      vault.openKeyOf('operators', row.id, row.key_wrapped),
      textBytes(password),
      place(row.id, 'password_sealed'),
    );
  return {
    list: () => db.prepare<[], Row>('SELECT * FROM operators ORDER BY created_at, id').all().map(opened),
    find(id) {
      const row = rowOf.get(id);
      return row === undefined ? null : opened(row);
    },
    findByName(name) {
      const row = db
        .prepare<[Buffer], Row>('SELECT * FROM operators WHERE name_blind = ?')
        .get(blindOperatorName(vault, name));
      return row === undefined ? null : opened(row);
    },
    create: db.transaction(({ name, role, password }) => {
      const blind = blindOperatorName(vault, name);
      if (db.prepare('SELECT 1 FROM operators WHERE name_blind = ?').get(blind) !== undefined) return null;
      const id = randomUUID();
      const { key, wrapped } = vault.createKeyOf('operators', id);
      const now = new Date().toISOString();
      db.prepare(
        `INSERT INTO operators (id, key_wrapped, name_blind, name_sealed, password_sealed, role, created_at, password_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
      ).run(
        id,
        wrapped,
        blind,
        vault.sealFor(key, textBytes(name), place(id, 'name_sealed')),
        vault.sealFor(key, textBytes(password), place(id, 'password_sealed')),
        count('true') === 0 ? 'owner' : role,
        now,
        now,
      );
      return opened(existing(id));
    }),
    setRole: db.transaction((id: string, role: OperatorRole) => {
      if (isLastOwner(existing(id)) && role !== 'owner')
        throw new StoreError('BAD_INPUT', 'The last owner stays one. Make somebody else an owner first.');
      db.prepare('UPDATE operators SET role = ? WHERE id = ?').run(role, id);
    }),
    setPassword(id, password) {
      db.prepare('UPDATE operators SET password_sealed = ?, password_at = ? WHERE id = ?').run(
        sealPassword(existing(id), password),
        new Date().toISOString(),
        id,
      );
    },
    rehash(id, password) {
      db.prepare('UPDATE operators SET password_sealed = ? WHERE id = ?').run(sealPassword(existing(id), password), id);
    },
    signedIn(id, at) {
      db.prepare('UPDATE operators SET last_sign_in_at = ? WHERE id = ?').run(at, id);
    },
    remove(id) {
      db.transaction(() => {
        if (isLastOwner(existing(id)) && count('true') > 1)
          throw new StoreError(
            'BAD_INPUT',
            'The last owner goes last. Remove the others, or make one of them an owner.',
          );
        db.prepare('DELETE FROM operators WHERE id = ?').run(id);
      })();
      scrub(db, dir);
    },
  };
}

import type { Database } from 'better-sqlite3';
import type { Vault } from '../vault/vault.ts';
import { blindOperatorName } from './operators.ts';

/** Wrong passwords in a row for a name, whether an operator has it or not. */
export interface SignInFailures {
  readonly failures: number;
  /** ISO 8601, UTC: of the last one. */
  readonly lastAt: string;
}

export interface SignInFailuresTable {
  of(name: string): SignInFailures | null;
  /** Counts one more. Durable when it returns: a program that is ended and started again does not forget. */
  add(name: string, at: string): SignInFailures;
  clear(name: string): void;
  /** Forgets those whose last one was before this moment, and the oldest beyond `most`. */
  prune(before: string, most: number): void;
}

export function signInFailuresTable(db: Database, vault: Vault): SignInFailuresTable {
  const find = db.prepare<[Buffer], SignInFailures>(
    'SELECT failures, last_at AS lastAt FROM sign_in_failures WHERE name_blind = ?',
  );
  const blind = (name: string): Buffer => blindOperatorName(vault, name);
  return {
    of: (name) => find.get(blind(name)) ?? null,
    add(name, at) {
      db.prepare(
        `INSERT INTO sign_in_failures (name_blind, failures, last_at) VALUES (?, 1, ?)
         ON CONFLICT (name_blind) DO UPDATE SET failures = failures + 1, last_at = excluded.last_at`,
      ).run(blind(name), at);
      return find.get(blind(name)) ?? { failures: 1, lastAt: at };
    },
    clear(name) {
      db.prepare('DELETE FROM sign_in_failures WHERE name_blind = ?').run(blind(name));
    },
    prune(before, most) {
      db.prepare('DELETE FROM sign_in_failures WHERE last_at < ?').run(before);
      db.prepare(
        `DELETE FROM sign_in_failures WHERE name_blind IN
           (SELECT name_blind FROM sign_in_failures ORDER BY last_at DESC LIMIT -1 OFFSET ?)`,
      ).run(most);
    },
  };
}

import type { Database } from 'better-sqlite3';

/** One step of the schema, in a file of its own, never edited once landed. */
export interface Migration {
  /** The `user_version` after it; consecutive from 1. */
  readonly version: number;
  readonly name: string;
  /** Runs inside a transaction. */
  up(db: Database): void;
}

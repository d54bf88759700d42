import type { Database } from 'better-sqlite3';

/** One step of the schema, in a file of its own, never edited once landed. */
export interface Migration {
  /** The `user_version` after it; consecutive from 1. */
  readonly version: number;
  readonly name: string;
  /** What must be done, and be on the disk, before: outside the transaction, and again where a kill came between. */
  before?(db: Database, dir: string): void;
  /** Runs inside a transaction. */
  up(db: Database): void;
}

import type { Database } from 'better-sqlite3';

/** `lost`: it may have been sent before the program ended; it is not sent again. */
export type CommandState = 'pending' | 'sent' | 'answered' | 'unanswered' | 'expired' | 'lost';

export interface StoredCommand {
  readonly id: string;
  readonly doorId: string;
  readonly action: 'open' | 'hold-open' | 'lock' | 'release';
  readonly eventSeq: number;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly state: CommandState;
}

/** So many commands that are settled are kept; events remember the rest. */
const kept = 500;

/** The outbox: what is to be said to doors. */
export interface CommandsTable {
  insert(command: Omit<StoredCommand, 'state'>): void;
  /** Only from one of these states; false where it was in another. */
  move(id: string, from: readonly CommandState[], to: CommandState): boolean;
  /** Neither answered nor given up. */
  unsettled(): StoredCommand[];
  prune(): void;
}

export function commandsTable(db: Database): CommandsTable {
  const columns =
    'id, door_id AS doorId, action, event_seq AS eventSeq, created_at AS createdAt, expires_at AS expiresAt, state';
  return {
    insert(command) {
      db.prepare(
        `INSERT INTO access_commands (id, door_id, action, event_seq, created_at, expires_at, state)
         VALUES (@id, @doorId, @action, @eventSeq, @createdAt, @expiresAt, 'pending')`,
      ).run(command);
    },
    move: (id, from, to) =>
      db
        .prepare('UPDATE access_commands SET state = ? WHERE id = ? AND state IN (SELECT value FROM json_each(?))')
        .run(to, id, JSON.stringify(from)).changes === 1,
    unsettled: () =>
      db
        .prepare<[], StoredCommand>(
          `SELECT ${columns} FROM access_commands WHERE state IN ('pending', 'sent') ORDER BY created_at, id`,
        )
        .all(),
    prune() {
      db.prepare(
        `DELETE FROM access_commands WHERE state NOT IN ('pending', 'sent')
         AND id NOT IN (SELECT id FROM access_commands ORDER BY created_at DESC LIMIT ${kept})`,
      ).run();
    },
  };
}

import type { Database } from 'better-sqlite3';
import type { ErasedCounts, ErasureReason, ErasureReceipt } from '../erasure/receipt.ts';

export interface StoredErasure {
  /** The pseudonym. */
  readonly id: string;
  readonly reason: ErasureReason;
  readonly requestedAt: string;
  readonly erasedAt: string;
  readonly counts: ErasedCounts;
  /** Null until every file was rewritten. */
  readonly receipt: ErasureReceipt | null;
}

interface Row extends Omit<StoredErasure, 'counts' | 'receipt'> {
  readonly counts: string;
  readonly receipt: string | null;
}

/** What is left of people who were erased: random ids, times, counts. */
export interface ErasuresTable {
  /** The newest first. */
  all(): StoredErasure[];
  find(id: string): StoredErasure | null;
  unfinished(): StoredErasure[];
  note(erasure: Omit<StoredErasure, 'receipt'>): void;
  finish(receipts: readonly ErasureReceipt[]): void;
}

export function erasuresTable(db: Database): ErasuresTable {
  const select = (where: string) =>
    db.prepare<string[], Row>(
      `SELECT person_id AS id, reason, requested_at AS requestedAt, erased_at AS erasedAt, counts, receipt
       FROM erasures ${where} ORDER BY erased_at DESC, person_id`,
    );
  const erasureOf = ({ counts, receipt, ...row }: Row): StoredErasure => ({
    ...row,
    counts: JSON.parse(counts) as ErasedCounts,
    receipt: receipt === null ? null : (JSON.parse(receipt) as ErasureReceipt),
  });
  const [all, one, unfinished] = [select(''), select('WHERE person_id = ?'), select('WHERE receipt IS NULL')];
  const note = db.prepare(
    `INSERT OR REPLACE INTO erasures (person_id, reason, requested_at, erased_at, counts)
     VALUES (@id, @reason, @requestedAt, @erasedAt, @counts)`,
  );
  const put = db.prepare('UPDATE erasures SET receipt = ? WHERE person_id = ?');
  return {
    all: () => all.all().map(erasureOf),
    find(id) {
      const row = one.get(id);
      return row === undefined ? null : erasureOf(row);
    },
    unfinished: () => unfinished.all().map(erasureOf),
    note: ({ counts, ...rest }) => void note.run({ ...rest, counts: JSON.stringify(counts) }),
    finish: db.transaction((receipts: readonly ErasureReceipt[]) => {
      for (const receipt of receipts) put.run(JSON.stringify(receipt), receipt.pseudonym);
    }),
  };
}

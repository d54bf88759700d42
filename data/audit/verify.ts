import type { Database } from 'better-sqlite3';
import type { EventPayloadsTable } from '../tables/event-payloads.ts';
import { rowMac } from '../tables/events.ts';
import type { Vault } from '../vault/vault.ts';
import { type Anchor, anchorIsSigned } from './anchors.ts';
import { type ChainedRow, genesis, rowFormat, rowHash } from './row-hash.ts';
import { dropStatement, type Segment, segmentStatement } from './segments.ts';
import type { Signer } from './signer.ts';

/**
 * `changed`: a row is not what it was chained as (changed, or exchanged with another). `missing`: a row was deleted or the end cut off.
 * `forged`: well chained, by somebody without the store key. `content`: what a row sealed is another. `segment`: a signed stretch ends
 * otherwise than when it was signed, or its record was changed. `anchor`: a head that was noted outside is not in the chain, or the
 * note is not the program's.
 */
export type Breach = 'changed' | 'missing' | 'forged' | 'content' | 'segment' | 'anchor';

export interface AuditVerdict {
  readonly ok: boolean;
  /** Rows that are as they were chained, those of dropped segments not counted. */
  readonly rows: number;
  readonly droppedRows: number;
  readonly head: { readonly seq: number; readonly hash: string };
  /** The newest anchor that fits: what came after it could have been cut off unseen. */
  readonly anchoredTo: { readonly seq: number; readonly at: string } | null;
  readonly broken: { readonly seq: number; readonly what: Breach; readonly message: string } | null;
}

type StoredRow = ChainedRow & { readonly format: number; readonly hash: Buffer; readonly mac: Buffer | null };

const page = 2000;

export interface VerifyParts {
  readonly db: Database;
  readonly vault: Vault;
  readonly signer: Signer;
  readonly payloads: Pick<EventPayloadsTable, 'matches'>;
  readonly segments: readonly Segment[];
  /** Of the program's own file and of any other that somebody kept. */
  readonly anchors: readonly Anchor[];
}

/**
 * Goes through the chain from its beginning to its first broken row. Yields after every page how many rows are done, so that a program
 * which serves meanwhile can do so.
 */
export function* verifyChain(parts: VerifyParts): Generator<number, AuditVerdict> {
  const { db, vault, segments } = parts;
  const walk = new Walk(parts);
  const rows = db.prepare<[number, number], StoredRow>('SELECT * FROM events WHERE seq > ? ORDER BY seq LIMIT ?');
  let broken = walk.begin();
  for (let after = Number.MIN_SAFE_INTEGER; broken === null; ) {
    const batch = rows.all(after, page);
    for (const row of batch) {
      broken = walk.row(row);
      if (broken !== null) break;
    }
    if (batch.length < page) break;
    after = batch.at(-1)!.seq;
    yield walk.rows;
  }
  broken ??= walk.end();
  const last = walk.anchored;
  return {
    ok: broken === null,
    rows: walk.rows,
    droppedRows: segments.reduce((sum, one) => sum + (one.droppedAt === null ? 0 : one.last - one.first + 1), 0),
    head: { seq: walk.seq, hash: Buffer.from(walk.hash).toString('hex') },
    anchoredTo: last === null || last.store !== vault.storeId ? null : { seq: last.seq, at: last.at },
    broken,
  };
}

type Broken = NonNullable<AuditVerdict['broken']>;

const breach = (seq: number, what: Breach, message: string): Broken => ({ seq, what, message });

/** Where the walk stands: the number and hash of the last row that was right. */
class Walk {
  seq = 0;
  hash: Buffer;
  rows = 0;
  anchored: Anchor | null = null;
  readonly #parts: VerifyParts;
  readonly #anchors: ReadonlyMap<number, readonly Anchor[]>;
  #segment = 0;

  constructor(parts: VerifyParts) {
    this.#parts = parts;
    this.hash = genesis(parts.vault.storeId);
    this.#anchors = Map.groupBy(parts.anchors, ({ seq }) => seq);
  }

  /** The records beside the chain: each must be the program's own before it says anything of a row. */
  begin(): Broken | null {
    const { anchors, signer, segments, vault } = this.#parts;
    let next = 1;
    for (const segment of segments) {
      if (segment.first !== next)
        return breach(next, 'segment', `The record of the signed stretch that begins with row ${next} is missing.`);
      if (!signer.verify(segmentStatement(vault.storeId, segment), segment.signature))
        return breach(
          segment.first,
          'segment',
          `The record of rows ${segment.first} to ${segment.last} is not as it was signed.`,
        );
      if (
        segment.droppedAt !== null &&
        !signer.verify(
          dropStatement(vault.storeId, segment, segment.droppedAt),
          segment.dropSignature ?? Buffer.alloc(0),
        )
      )
        return breach(
          segment.first,
          'segment',
          `Rows ${segment.first} to ${segment.last} were deleted by something other than the program.`,
        );
      next = segment.last + 1;
    }
    const forged = anchors.findIndex((anchor) => !anchorIsSigned(signer, anchor));
    if (forged === -1) return null;
    return breach(
      anchors[forged]?.seq ?? 0,
      'anchor',
      `Anchor ${forged + 1} is not one of this program's: its line was changed or comes from elsewhere.`,
    );
  }

  row(row: StoredRow): Broken | null {
    const { vault, payloads } = this.#parts;
    this.#passDropped();
    if (row.seq <= this.seq) return breach(row.seq, 'changed', `Row ${row.seq} was inserted where none belongs.`);
    if (row.seq > this.seq + 1) return this.#missing();
    if (row.format !== rowFormat || !rowHash(this.hash, row, row.format).equals(row.hash))
      return breach(row.seq, 'changed', `Row ${row.seq} is not what it was when it was written.`);
    const legacy = this.#parts.segments[this.#segment]?.legacy === true;
    if (row.mac === null ? !legacy : !rowMac(vault, row.hash).equals(row.mac))
      return breach(
        row.seq,
        'forged',
        `Row ${row.seq} was written by something other than the program: it fits the chain and lacks the store's mark.`,
      );
    if (row.payload_sha256 !== null && !this.#contentMatches(payloads, row.seq, row.payload_sha256))
      return breach(row.seq, 'content', `What row ${row.seq} sealed is not what it was when it was written.`);
    this.seq = row.seq;
    this.hash = row.hash;
    this.rows++;
    return this.#arrived();
  }

  end(): Broken | null {
    this.#passDropped();
    const { segments } = this.#parts;
    const expected = Math.max(segments.at(-1)?.last ?? 0, ...this.#anchors.keys());
    return expected > this.seq ? this.#missing() : null;
  }

  #missing(): Broken {
    return breach(this.seq + 1, 'missing', `Row ${this.seq + 1} is missing: it was deleted, or the end was cut off.`);
  }

  #contentMatches(payloads: VerifyParts['payloads'], seq: number, commitment: Uint8Array): boolean {
    try {
      return payloads.matches(seq, commitment) !== false;
    } catch {
      return false; // it does not open any more
    }
  }

  #passDropped(): void {
    for (;;) {
      const segment = this.#parts.segments[this.#segment];
      if (segment === undefined || segment.droppedAt === null || segment.first !== this.seq + 1) return;
      this.seq = segment.last;
      this.hash = segment.head;
      this.#segment++;
    }
  }

  /** After a row: does a signed stretch end here as it was signed, and is this the head that was noted outside? */
  #arrived(): Broken | null {
    const segment = this.#parts.segments[this.#segment];
    if (segment !== undefined && segment.last === this.seq) {
      if (!segment.head.equals(this.hash))
        return breach(
          segment.first,
          'segment',
          `One of the rows ${segment.first} to ${segment.last} was changed and the chain computed anew: it does not end as it was signed.`,
        );
      this.#segment++;
    }
    for (const anchor of this.#anchors.get(this.seq) ?? []) {
      if (anchor.store !== this.#parts.vault.storeId || anchor.hash !== this.hash.toString('hex'))
        return breach(
          this.seq,
          'anchor',
          `Row ${this.seq}, or one before it, was changed and the chain computed anew: at ${anchor.at} another head was noted outside the database.`,
        );
      this.anchored = anchor;
    }
    return null;
  }
}

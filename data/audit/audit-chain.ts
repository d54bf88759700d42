import { join } from 'node:path';
import type { Database } from 'better-sqlite3';
import type { EventPayloadsTable } from '../tables/event-payloads.ts';
import { chainHead } from '../tables/events.ts';
import type { Vault } from '../vault/vault.ts';
import { type Anchor, appendAnchor, readAnchors, signAnchor } from './anchors.ts';
import { type Segment, type Segments, segmentsOf } from './segments.ts';
import { openSigner, type Signer } from './signer.ts';
import { type AuditVerdict, verifyChain } from './verify.ts';

export const anchorFile = (dir: string): string => join(dir, 'audit-anchors.jsonl');

/** When a stretch of the chain is closed and signed, whichever comes first. */
export const segmentLimits = { events: 1000, milliseconds: 24 * 3_600_000 };

/** The events as evidence: what was noted cannot be changed unseen. */
export interface AuditChain {
  readonly signer: Signer;
  readonly keyId: string;
  readonly publicKey: string;
  head(): { readonly seq: number; readonly hash: string };
  lastAnchor(): Anchor | null;
  segments(): Segment[];
  /** Notes the head outside the database, where it moved since; null where it did not. */
  anchor(now: Date): Anchor | null;
  /** Closes and signs a stretch that is long or old enough. */
  closeDue(now: Date): Segment | null;
  closeNow(): Segment | null;
  /** Retention: whole signed stretches go, the chain stays. The caller scrubs. */
  dropBefore(at: string): Segment[];
  /** @param more anchors that somebody kept elsewhere */
  verify(more?: readonly Anchor[]): Generator<number, AuditVerdict>;
}

export function auditChain(
  given: { readonly db: Database; readonly dir: string; readonly vault: Vault } & {
    readonly payloads: Pick<EventPayloadsTable, 'matches'>;
  },
): AuditChain {
  const { db, dir, vault } = given;
  const noted = readAnchors(anchorFile(dir));
  const { signer, segments } = db.transaction(() => begin(db, vault, noted.length > 0))();
  const parts = { ...given, signer };
  const head = (): { seq: number; hash: string } => {
    const { seq, hash } = chainHead(db, vault.storeId);
    return { seq, hash: hash.toString('hex') };
  };
  let last = noted.at(-1) ?? null;
  return {
    signer,
    keyId: signer.keyId,
    publicKey: signer.publicKey,
    head,
    lastAnchor: () => last,
    segments: segments.list,
    anchor(now) {
      const at = head();
      if (at.seq === 0 || (last !== null && last.seq === at.seq && last.hash === at.hash)) return null;
      const anchor = signAnchor(signer, { at: now.toISOString(), store: vault.storeId, ...at });
      appendAnchor(anchorFile(dir), anchor);
      last = anchor;
      return anchor;
    },
    closeDue(now) {
      const { events, since } = segments.open();
      const old = since !== null && now.getTime() - Date.parse(since) >= segmentLimits.milliseconds;
      return events >= segmentLimits.events || (events > 0 && old) ? segments.close() : null;
    },
    closeNow: () => segments.close(),
    dropBefore: segments.dropBefore,
    verify: (more = []) =>
      verifyChain({
        ...parts,
        segments: segments.list(),
        anchors: [...readAnchors(anchorFile(dir)), ...more],
      }),
  };
}

/**
 * What was there before there was a chain has no mark of the store's on each row: one signature is over all of it. That happens once, in
 * the transaction that makes the signing key; later, rows without a mark are somebody else's, and are not signed.
 */
function begin(db: Database, vault: Vault, chainedBefore: boolean): { signer: Signer; segments: Segments } {
  const signer = openSigner(db, vault);
  const segments = segmentsOf(db, vault.storeId, signer);
  if (signer.fresh && !chainedBefore) {
    const old = db.prepare('SELECT max(seq) FROM events WHERE mac IS NULL').pluck().get() as number | null;
    if (old !== null) segments.close(old);
  }
  return { signer, segments };
}

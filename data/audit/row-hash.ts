import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';

/** What of an event is chained, as `events` holds it. It never changes: what may change lies in other tables. */
export interface ChainedRow {
  readonly seq: number;
  readonly at: string;
  readonly kind: string;
  readonly decision: string | null;
  /** A pseudonym; whom it means now is said by `pseudonyms`, outside the chain. */
  readonly person_id: string | null;
  readonly score: number | null;
  readonly threshold: number | null;
  readonly runner_up_score: number | null;
  readonly model_id: string | null;
  readonly fmr: number | null;
  readonly calibrated: number | null;
  /** JSON in the clear: ids, codes and numbers. */
  readonly details: string | null;
  /** SHA-256 of salt and content of what `event_payloads` seals; it says nothing once salt and content are erased. */
  readonly payload_sha256: Uint8Array | null;
}

/** The format that rows are chained in today. A row says its own, and the hash covers it. */
export const rowFormat = 1;

const sha256 = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest();
const hex = (bytes: Uint8Array | null): string | null => (bytes === null ? null : Buffer.from(bytes).toString('hex'));

/** JSON has no infinities; a threshold that accepts nobody is one. */
const number = (value: number | null): number | string | null =>
  value === null || Number.isFinite(value) ? value : String(value);

/** What the first row is chained to: a chain of one store does not go on another's. */
export const genesis = (storeId: string): Buffer =>
  sha256(canonicalize({ chain: 'threshold events', format: rowFormat, store: storeId }) as string);

/**
 * SHA-256 over the row and the hash before it, written by the JSON Canonicalization Scheme (RFC 8785): the same row gives the same
 * bytes on every machine and in every later version of the program.
 * @param previous the hash of the row before, 32 bytes
 */
export function rowHash(previous: Uint8Array, row: ChainedRow, format: number = rowFormat): Buffer {
  return sha256(
    canonicalize({
      format,
      previous: hex(previous),
      seq: row.seq,
      at: row.at,
      kind: row.kind,
      decision: row.decision,
      person: row.person_id,
      score: number(row.score),
      threshold: number(row.threshold),
      runnerUpScore: number(row.runner_up_score),
      modelId: row.model_id,
      fmr: number(row.fmr),
      calibrated: row.calibrated,
      details: row.details,
      payload: hex(row.payload_sha256),
    }) as string,
  );
}

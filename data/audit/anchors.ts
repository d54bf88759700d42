import { closeSync, fstatSync, fsyncSync, openSync, readFileSync, readSync, writeSync } from 'node:fs';
import type { Signer } from './signer.ts';

/** The head of the chain at a moment, signed: kept where somebody who can change the database cannot change it. */
export interface Anchor {
  readonly at: string;
  readonly store: string;
  readonly seq: number;
  /** Hexadecimal. */
  readonly hash: string;
  readonly keyId: string;
  /** Ed25519 over the canonical JSON (RFC 8785) of the rest, base64. */
  readonly signature: string;
}

export function signAnchor(signer: Signer, facts: Pick<Anchor, 'at' | 'store' | 'seq' | 'hash'>): Anchor {
  const body = { ...facts, keyId: signer.keyId };
  return { ...body, signature: signer.sign({ what: 'threshold anchor 1', ...body }).toString('base64') };
}

export const anchorIsSigned = (signer: Signer, { signature, ...body }: Anchor): boolean =>
  typeof signature === 'string' &&
  signer.verify({ what: 'threshold anchor 1', ...body }, Buffer.from(signature, 'base64'));

/** Appends a line, on the disk when it returns; on a new one also after a line that a kill cut off. 0600. */
export function appendAnchor(file: string, anchor: Anchor): void {
  const handle = openSync(file, 'a+', 0o600);
  try {
    const { size } = fstatSync(handle);
    const end = Buffer.alloc(1);
    if (size > 0) readSync(handle, end, 0, 1, size - 1);
    const cutOff = size > 0 && end.toString() !== '\n';
    writeSync(handle, `${cutOff ? '\n' : ''}${JSON.stringify(anchor)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/** The anchors of a file, in its order. A line that is none (a kill cut it off) is passed over, as if it had been deleted. */
export function readAnchors(file: string): Anchor[] {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
  return anchorsFrom(text);
}

/** The same of text: what somebody kept of what was published. */
export function anchorsFrom(text: string): Anchor[] {
  return text
    .split('\n')
    .map(anchorFrom)
    .filter((anchor) => anchor !== null);
}

function anchorFrom(line: string): Anchor | null {
  try {
    const { at, store, seq, hash, keyId, signature } = JSON.parse(line) as Anchor;
    const texts = [at, store, hash, keyId, signature].every((value) => typeof value === 'string');
    return texts && Number.isInteger(seq) ? { at, store, seq, hash, keyId, signature } : null;
  } catch {
    return null;
  }
}

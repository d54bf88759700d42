import { type Signer, verifySigned } from '../audit/signer.ts';
import type { CopiesRewritten } from '../key-ring/ring-copies.ts';

/** `asked`: by somebody at the desk. `expired`: the term was over. `merged`: one of two names. `restored`: came back in an old copy. */
export type ErasureReason = 'asked' | 'expired' | 'merged' | 'restored';

/** What was deleted of a person, by kind. */
export interface ErasedCounts {
  readonly templates: number;
  readonly pictures: number;
  /** What was said of events about them. */
  readonly labels: number;
  /** Faces that were kept as not theirs. */
  readonly negatives: number;
  /** What events held of them, pictures included, under their key. */
  readonly eventContents: number;
  /** Training runs that used their pictures. */
  readonly trainingRuns: number;
}

const beyond = {
  'key-ring-copies':
    'Copies of the key ring (keys.db) made before this and kept elsewhere still hold the key. With such a copy and an old copy of the database this person can be read: delete those copies.',
  'trained-weights':
    'Networks trained on this person’s pictures keep what they learned. Delete those runs and models if that must not be.',
  'exported-files': 'Exports, reports and pictures that somebody saved elsewhere are not known to the program.',
  'storage-blocks':
    'A solid-state disk or a journalling or copying file system may keep old blocks that no program can overwrite.',
} as const;

export type BeyondReach = keyof typeof beyond;

/** What an erasure leaves: a statement signed with the store's Ed25519 key, which names nobody. */
export interface ErasureReceipt {
  readonly format: 'threshold-erasure-1';
  readonly store: string;
  /** A random id: the pseudonym under which events still speak of them. */
  readonly pseudonym: string;
  readonly reason: ErasureReason;
  readonly requestedAt: string;
  readonly erasedAt: string;
  readonly erased: ErasedCounts & { readonly keys: 1 };
  /** Places of the key ring's own copies: those written anew without the key, and those that were not to be reached. */
  readonly keyRingCopies: CopiesRewritten;
  readonly beyondReach: readonly { readonly what: BeyondReach; readonly says: string }[];
  readonly keyId: string;
  readonly publicKey: string;
  /** Ed25519 over the canonical JSON (RFC 8785) of everything else, base64. */
  readonly signature: string;
}

export function signReceipt(
  signer: Signer,
  facts: Pick<ErasureReceipt, 'store' | 'pseudonym' | 'reason' | 'requestedAt' | 'erasedAt' | 'keyRingCopies'> & {
    readonly counts: ErasedCounts;
  },
): ErasureReceipt {
  const { counts, ...rest } = facts;
  const what: BeyondReach[] = [
    'key-ring-copies',
    ...(counts.trainingRuns > 0 ? (['trained-weights'] as const) : []),
    'exported-files',
    'storage-blocks',
  ];
  const body: Omit<ErasureReceipt, 'signature'> = {
    format: 'threshold-erasure-1',
    ...rest,
    erased: { keys: 1, ...counts },
    beyondReach: what.map((each) => ({ what: each, says: beyond[each] })),
    keyId: signer.keyId,
    publicKey: signer.publicKey,
  };
  return { ...body, signature: signer.sign(body).toString('base64') };
}

/** Whether a receipt is as it was signed, by the key that it names; compare that key's id with the store's. */
export function verifyReceipt({ signature, ...body }: ErasureReceipt): boolean {
  try {
    return verifySigned(body, Buffer.from(signature, 'base64'), body.publicKey);
  } catch {
    return false; // not a key
  }
}

import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import type { Database } from 'better-sqlite3';
import canonicalize from 'canonicalize';
import type { Vault } from '../vault/vault.ts';

/**
 * The store's Ed25519 key (RFC 8032), sealed under the store key: what it has signed was signed by a program that had the store open.
 * Signed is the canonical JSON (RFC 8785) of a value, so that a receipt may be laid out and translated as one likes.
 */
export interface Signer {
  /** SHA-256 of the public key's DER, its first 16 hexadecimal digits. */
  readonly keyId: string;
  /** SubjectPublicKeyInfo, DER, base64: what another program checks a signature with. */
  readonly publicKey: string;
  /** Made just now: nothing was signed before. */
  readonly fresh: boolean;
  sign(value: unknown): Buffer;
  verify(value: unknown, signature: Uint8Array): boolean;
}

const bytesOf = (value: unknown): Buffer => Buffer.from(canonicalize(value) as string, 'utf8');

const derOf = (key: KeyObject): Buffer => key.export({ format: 'der', type: 'spki' });

/** Checks a signature with a public key alone, as somebody does who has a receipt and no store. */
export const verifySigned = (value: unknown, signature: Uint8Array, publicKey: string): boolean =>
  verify(
    null,
    bytesOf(value),
    createPublicKey({ key: Buffer.from(publicKey, 'base64'), format: 'der', type: 'spki' }),
    signature,
  );

/** Opens the store's signing key, or makes it. The public half follows from the sealed one: a changed `public_key` deceives nobody. */
export function openSigner(db: Database, vault: Vault): Signer {
  const place = (id: string) => ({ table: 'signing_keys', row: id, column: 'private_sealed' });
  const row = db
    .prepare<[], { id: string; private_sealed: Buffer }>(
      'SELECT id, private_sealed FROM signing_keys ORDER BY created_at LIMIT 1',
    )
    .get();
  const privateKey =
    row === undefined
      ? generateKeyPairSync('ed25519').privateKey
      : createPrivateKey({ key: vault.openForStore(row.private_sealed, place(row.id)), format: 'der', type: 'pkcs8' });
  const publicKey = createPublicKey(privateKey);
  const keyId = createHash('sha256').update(derOf(publicKey)).digest('hex').slice(0, 16);
  if (row === undefined)
    db.prepare('INSERT INTO signing_keys (id, public_key, private_sealed, created_at) VALUES (?, ?, ?, ?)').run(
      keyId,
      derOf(publicKey),
      vault.sealForStore(privateKey.export({ format: 'der', type: 'pkcs8' }), place(keyId)),
      new Date().toISOString(),
    );
  return {
    keyId,
    publicKey: derOf(publicKey).toString('base64'),
    fresh: row === undefined,
    sign: (value) => sign(null, bytesOf(value), privateKey),
    verify: (value, signature) => signature.length === 64 && verify(null, bytesOf(value), publicKey, signature),
  };
}

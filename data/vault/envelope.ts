import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { StoreError } from '../store-error.ts';

/**
 * A sealed value: `version (1) | key id (8) | nonce (12) | ciphertext | tag (16)`.
 * AES-256-GCM (NIST SP 800-38D) with a fresh random 96-bit nonce; a person's key seals some hundreds of values in its life,
 * far below the 2³² at which random nonces become a concern.
 */
const version = 1;
const header = 1 + 8 + 12;

/** A secret with a name that is not secret. */
export interface VaultKey {
  readonly id: Uint8Array;
  readonly secret: Uint8Array;
}

/** Where a value lives. It is authenticated with the value, so a blob moved to another row, column or store does not open. */
export interface Place {
  readonly store: string;
  readonly table: string;
  readonly row: string;
  readonly column: string;
  /** The model of a template; empty elsewhere. */
  readonly model?: string;
}

export const newKey = (): VaultKey => ({ id: randomBytes(8), secret: randomBytes(32) });

const associated = (place: Place): Buffer =>
  // JSON keeps the parts apart whatever they contain.
  Buffer.from(JSON.stringify([place.store, place.table, place.row, place.column, place.model ?? '']));

export function seal(key: VaultKey, plain: Uint8Array, place: Place): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key.secret, nonce);
  cipher.setAAD(associated(place));
  const body = cipher.update(plain);
  cipher.final();
  return Buffer.concat([Uint8Array.of(version), key.id, nonce, body, cipher.getAuthTag()]);
}

/** Throws STORE_CORRUPT when the value was changed, moved, or sealed under another key. */
export function unseal(key: VaultKey, sealed: Uint8Array, place: Place): Buffer {
  const damaged = (why: string): StoreError =>
    new StoreError(
      'STORE_CORRUPT',
      `A value in ${place.table} cannot be opened (${why}): the database was changed by something else. Restore a backup.`,
    );
  if (sealed.length < header + 16) throw damaged('cut off');
  if (sealed[0] !== version) throw damaged(`unknown version ${sealed[0]}`);
  if (Buffer.compare(sealed.subarray(1, 9), key.id) !== 0) throw damaged('another key');
  const decipher = createDecipheriv('aes-256-gcm', key.secret, sealed.subarray(9, header), { authTagLength: 16 });
  decipher.setAAD(associated(place));
  decipher.setAuthTag(sealed.subarray(sealed.length - 16));
  const plain = decipher.update(sealed.subarray(header, sealed.length - 16));
  try {
    decipher.final();
  } catch {
    throw damaged('changed or moved');
  }
  return plain;
}

/** A key as the plain content of an envelope: id and secret. */
export const keyBytes = (key: VaultKey): Buffer => Buffer.concat([key.id, key.secret]);

export const keyFromBytes = (bytes: Uint8Array): VaultKey => ({
  id: Uint8Array.from(bytes.subarray(0, 8)),
  secret: Uint8Array.from(bytes.subarray(8, 40)),
});

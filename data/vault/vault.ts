import { keyBytes, keyFromBytes, newKey, type Place, seal, unseal, type VaultKey } from './envelope.ts';

/** Seals and opens values under per-person keys, which the store key wraps. Destroying a person's key row erases them. */
export interface Vault {
  readonly storeId: string;
  /** A new key for a person, wrapped for its row. */
  createPersonKey(personId: string): { readonly key: VaultKey; readonly wrapped: Buffer };
  openPersonKey(personId: string, wrapped: Uint8Array): VaultKey;
  sealFor(key: VaultKey, plain: Uint8Array, place: Omit<Place, 'store'>): Buffer;
  openFor(key: VaultKey, sealed: Uint8Array, place: Omit<Place, 'store'>): Buffer;
}

export function createVault(storeId: string, storeKey: VaultKey): Vault {
  const keyPlace = (personId: string): Place => ({
    store: storeId,
    table: 'people',
    row: personId,
    column: 'key_wrapped',
  });
  return {
    storeId,
    createPersonKey(personId) {
      const key = newKey();
      return { key, wrapped: seal(storeKey, keyBytes(key), keyPlace(personId)) };
    },
    openPersonKey: (personId, wrapped) => keyFromBytes(unseal(storeKey, wrapped, keyPlace(personId))),
    sealFor: (key, plain, place) => seal(key, plain, { store: storeId, ...place }),
    openFor: (key, sealed, place) => unseal(key, sealed, { store: storeId, ...place }),
  };
}

export const textBytes = (text: string): Buffer => Buffer.from(text, 'utf8');

export const vectorBytes = (vector: Float32Array): Buffer =>
  Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);

/** Copies: a Buffer from the pool need not be aligned to four bytes. */
export const vectorFrom = (bytes: Uint8Array): Float32Array => new Float32Array(Uint8Array.from(bytes).buffer);

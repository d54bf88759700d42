import { createHmac, hkdfSync } from 'node:crypto';
import { keyBytes, keyFromBytes, newKey, type Place, seal, unseal, type VaultKey } from './envelope.ts';

/** Seals and opens values under keys of people, training runs, evaluations and calibrations, which the store key wraps. Destroying the row of a key erases what it sealed. */
export interface Vault {
  readonly storeId: string;
  /** A new key for a person, wrapped for its row. */
  createPersonKey(personId: string): { readonly key: VaultKey; readonly wrapped: Buffer };
  openPersonKey(personId: string, wrapped: Uint8Array): VaultKey;
  /** The same for a training run. */
  createRunKey(runId: string): { readonly key: VaultKey; readonly wrapped: Buffer };
  openRunKey(runId: string, wrapped: Uint8Array): VaultKey;
  /** The same for an evaluation. */
  createEvaluationKey(runId: string): { readonly key: VaultKey; readonly wrapped: Buffer };
  openEvaluationKey(runId: string, wrapped: Uint8Array): VaultKey;
  /** The same for a calibration. */
  createCalibrationKey(id: string): { readonly key: VaultKey; readonly wrapped: Buffer };
  openCalibrationKey(id: string, wrapped: Uint8Array): VaultKey;
  /** The same for a presentation of the liveness self-test. */
  createLivenessKey(id: string): { readonly key: VaultKey; readonly wrapped: Buffer };
  openLivenessKey(id: string, wrapped: Uint8Array): VaultKey;
  /** The same for a door, whose output has a secret. */
  createDoorKey(id: string): { readonly key: VaultKey; readonly wrapped: Buffer };
  openDoorKey(id: string, wrapped: Uint8Array): VaultKey;
  /** The same for an operator and for an API key. */
  createKeyOf(table: 'operators' | 'api_keys', id: string): { readonly key: VaultKey; readonly wrapped: Buffer };
  openKeyOf(table: 'operators' | 'api_keys', id: string, wrapped: Uint8Array): VaultKey;
  /** The same for what an event of nobody known holds. */
  createPayloadKey(seq: string): { readonly key: VaultKey; readonly wrapped: Buffer };
  openPayloadKey(seq: string, wrapped: Uint8Array): VaultKey;
  /** Of the store itself, straight under the store key: its signing key. */
  sealForStore(plain: Uint8Array, place: Omit<Place, 'store'>): Buffer;
  openForStore(sealed: Uint8Array, place: Omit<Place, 'store'>): Buffer;
  /**
   * A name by which a value is found again without saying what it is: HMAC-SHA-256 under a key of its own for each purpose, which
   * follows from the store's (HKDF, RFC 5869). Only who has the store key can tell whether a guess is right.
   */
  blindName(purpose: string, value: string): Buffer;
  sealFor(key: VaultKey, plain: Uint8Array, place: Omit<Place, 'store'>): Buffer;
  openFor(key: VaultKey, sealed: Uint8Array, place: Omit<Place, 'store'>): Buffer;
}

export function createVault(storeId: string, storeKey: VaultKey): Vault {
  const keyPlace = (table: string, row: string): Place => ({ store: storeId, table, row, column: 'key_wrapped' });
  const create = (table: string, row: string): { key: VaultKey; wrapped: Buffer } => {
    const key = newKey();
    return { key, wrapped: seal(storeKey, keyBytes(key), keyPlace(table, row)) };
  };
  const open = (table: string, row: string, wrapped: Uint8Array): VaultKey =>
    keyFromBytes(unseal(storeKey, wrapped, keyPlace(table, row)));
  const namingKeys = new Map<string, Buffer>();
  const namingKey = (purpose: string): Buffer => {
    const known = namingKeys.get(purpose);
    if (known !== undefined) return known;
    const made = Buffer.from(hkdfSync('sha256', storeKey.secret, storeId, `names of ${purpose}`, 32));
    namingKeys.set(purpose, made);
    return made;
  };
  return {
    storeId,
    createPersonKey: (personId) => create('people', personId),
    openPersonKey: (personId, wrapped) => open('people', personId, wrapped),
    createRunKey: (runId) => create('training_runs', runId),
    openRunKey: (runId, wrapped) => open('training_runs', runId, wrapped),
    createEvaluationKey: (runId) => create('evaluations', runId),
    openEvaluationKey: (runId, wrapped) => open('evaluations', runId, wrapped),
    createCalibrationKey: (id) => create('calibrations', id),
    openCalibrationKey: (id, wrapped) => open('calibrations', id, wrapped),
    createLivenessKey: (id) => create('liveness_trials', id),
    openLivenessKey: (id, wrapped) => open('liveness_trials', id, wrapped),
    createDoorKey: (id) => create('access_doors', id),
    openDoorKey: (id, wrapped) => open('access_doors', id, wrapped),
    createKeyOf: create,
    openKeyOf: open,
    createPayloadKey: (seq) => create('event_payloads', seq),
    openPayloadKey: (seq, wrapped) => open('event_payloads', seq, wrapped),
    sealForStore: (plain, place) => seal(storeKey, plain, { store: storeId, ...place }),
    openForStore: (sealed, place) => unseal(storeKey, sealed, { store: storeId, ...place }),
    blindName: (purpose, value) => createHmac('sha256', namingKey(purpose)).update(value).digest(),
    sealFor: (key, plain, place) => seal(key, plain, { store: storeId, ...place }),
    openFor: (key, sealed, place) => unseal(key, sealed, { store: storeId, ...place }),
  };
}

export const textBytes = (text: string): Buffer => Buffer.from(text, 'utf8');

export const vectorBytes = (vector: Float32Array): Buffer =>
  Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength);

/** Copies: a Buffer from the pool need not be aligned to four bytes. */
export const vectorFrom = (bytes: Uint8Array): Float32Array => new Float32Array(Uint8Array.from(bytes).buffer);

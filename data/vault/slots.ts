import { createHash, randomBytes, scryptSync } from 'node:crypto';
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { makeFolder } from '../make-folder.ts';
import { StoreError } from '../store-error.ts';
import { keyBytes, keyFromBytes, seal, unseal, type VaultKey } from './envelope.ts';

/** How the store key is unlocked. Each way has a slot of its own in the database, so several may open the same store. */
export type Unlock =
  | { readonly kind: 'key-file'; readonly path: string }
  | { readonly kind: 'passphrase'; readonly passphrase: string }
  /** The system's key store (Electron's safeStorage), which encrypts for this user on this machine. */
  | {
      readonly kind: 'system';
      readonly encrypt: (plain: string) => Buffer;
      readonly decrypt: (sealed: Buffer) => string;
    };

/** A row of `key_slots`: the store key, wrapped. */
export interface KeySlot {
  readonly id: string;
  readonly kind: Unlock['kind'];
  readonly params: string;
  readonly wrapped: Uint8Array;
}

/** RFC 7914; 2¹⁷ × 8 × 128 bytes = 128 MiB for each guess. */
const scryptCost = { N: 2 ** 17, r: 8, p: 1, maxmem: 192 * 1024 * 1024 };

/** What a slot is to a person: a recovery code is a passphrase that the program made up. */
export type SlotUse = Unlock['kind'] | 'recovery';

export const useOfSlot = ({ kind, params }: Pick<KeySlot, 'kind' | 'params'>): SlotUse =>
  kind === 'passphrase' && (JSON.parse(params) as { recovery?: boolean }).recovery === true ? 'recovery' : kind;

/** Crockford's base 32 (https://www.crockford.com/base32.html): no I, L, O or U, which are misread. */
const symbols = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** Five groups of five symbols: 125 bits by chance. */
export const newRecoveryCode = (): string =>
  Array.from({ length: 5 }, () => Array.from(randomBytes(5), (byte) => symbols[byte & 31]).join('')).join('-');

/** As somebody types it from paper: in any case, with or without dashes, O for 0, I and L for 1. */
const typedCode = (text: string): string =>
  text
    .toUpperCase()
    .replace(/[^0-9A-Z]/g, '')
    .replace(/O/g, '0')
    .replace(/[IL]/g, '1');

/** Wraps the store key. A `key-file` slot creates the file (0600) if there is none. `recovery`: the passphrase is a recovery code. */
export function wrapStoreKey(storeId: string, storeKey: VaultKey, unlock: Unlock, recovery = false): KeySlot {
  const id = randomBytes(8).toString('hex');
  const place = { store: storeId, table: 'key_slots', row: id, column: 'wrapped' };
  if (unlock.kind === 'system')
    return {
      id,
      kind: 'system',
      params: '{}',
      wrapped: unlock.encrypt(keyBytes(storeKey).toString('base64')),
    };
  if (unlock.kind === 'passphrase') {
    const salt = randomBytes(16);
    const { N, r, p } = scryptCost;
    return {
      id,
      kind: 'passphrase',
      params: JSON.stringify({ salt: salt.toString('base64'), N, r, p, ...(recovery && { recovery }) }),
      wrapped: seal(
        slotKey(scryptSync(secretOf(unlock.passphrase, recovery), salt, 32, scryptCost)),
        keyBytes(storeKey),
        place,
      ),
    };
  }
  return {
    id,
    kind: 'key-file',
    params: '{}',
    wrapped: seal(slotKey(readOrCreateKeyFile(unlock.path)), keyBytes(storeKey), place),
  };
}

/** The store key from the first slot of the unlock's kind that opens. Throws STORE_LOCKED when none does. */
export function openStoreKey(storeId: string, slots: readonly KeySlot[], unlock: Unlock): VaultKey {
  const fitting = slots.filter((slot) => slot.kind === unlock.kind);
  for (const slot of fitting) {
    const key = tryOpen(storeId, slot, unlock);
    if (key !== null) return key;
  }
  throw new StoreError('STORE_LOCKED', lockedMessage(unlock, slots));
}

function tryOpen(storeId: string, slot: KeySlot, unlock: Unlock): VaultKey | null {
  try {
    if (unlock.kind === 'system') return keyFromBytes(Buffer.from(unlock.decrypt(Buffer.from(slot.wrapped)), 'base64'));
    const secret = unlock.kind === 'passphrase' ? derived(unlock.passphrase, slot.params) : readKeyFile(unlock.path);
    const place = { store: storeId, table: 'key_slots', row: slot.id, column: 'wrapped' };
    return keyFromBytes(unseal(slotKey(secret), slot.wrapped, place));
  } catch {
    return null; // this slot does not open with what was given; the caller says so once, for all of them
  }
}

const secretOf = (passphrase: string, recovery: boolean): string =>
  recovery ? typedCode(passphrase) : passphrase.normalize('NFC');

function derived(passphrase: string, params: string): Uint8Array {
  const { salt, N, r, p, recovery } = JSON.parse(params) as {
    salt: string;
    N: number;
    r: number;
    p: number;
    recovery?: boolean;
  };
  return scryptSync(secretOf(passphrase, recovery === true), Buffer.from(salt, 'base64'), 32, {
    ...scryptCost,
    N,
    r,
    p,
  });
}

/** The id of a wrapping key is derived from it by a hash, so nothing but the secret need be kept. */
const slotKey = (secret: Uint8Array): VaultKey => ({
  id: Uint8Array.from(createHash('sha256').update('threshold slot').update(secret).digest().subarray(0, 8)),
  secret,
});

function readKeyFile(path: string): Uint8Array {
  const bytes = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64');
  if (bytes.length !== 32) throw new StoreError('STORE_LOCKED', `The key file ${path} is damaged.`);
  return bytes;
}

function readOrCreateKeyFile(path: string): Uint8Array {
  const secret = randomBytes(32);
  let file: number;
  try {
    makeFolder(dirname(path));
    file = openSync(path, 'wx', 0o600);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return readKeyFile(path);
    if (['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'ENOENT'].includes(code ?? ''))
      throw new StoreError(
        'STORE_READ_ONLY',
        `The key file ${path} cannot be written. Check its folder's permissions, name another in THRESHOLD_KEY_FILE, or give a passphrase in THRESHOLD_PASSPHRASE.`,
        { cause: error },
      );
    throw error;
  }
  // The key must be on disk before the first value sealed under it is.
  writeSync(file, `${secret.toString('base64')}\n`);
  fsyncSync(file);
  closeSync(file);
  return secret;
}

function lockedMessage(unlock: Unlock, slots: readonly KeySlot[]): string {
  const kinds = [...new Set(slots.map((slot) => slot.kind))].join(', ');
  const tried =
    unlock.kind === 'passphrase'
      ? 'The passphrase does not open this data folder.'
      : unlock.kind === 'key-file'
        ? `The key file ${unlock.path} is missing or does not belong to this data folder.`
        : 'The system key store does not open this data folder.';
  return `${tried} Nothing was changed. It can be opened with: ${kinds === '' ? 'nothing that is left' : kinds}.`;
}

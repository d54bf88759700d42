import { rmSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Unlock } from '../../../data/vault/slots.ts';
import { type AppOptions, createApp } from '../../../main/app.ts';
import { type SystemKeyStore, systemKeys } from '../../../main/electron/system-keys.ts';
import { scratch } from '../../data/scratch.ts';
import { fakeEngine } from '../fake-engine.ts';

/** Electron's safeStorage as far as it is used; that of another user or machine has another mask. */
const keyStore = (mask: number, backend = 'gnome_libsecret'): SystemKeyStore => ({
  isEncryptionAvailable: () => true,
  getSelectedStorageBackend: () => backend,
  encryptString: (plain) => Buffer.from(Buffer.from(`${mask}:${plain}`).map((byte) => byte ^ mask)),
  decryptString: (sealed) => {
    const plain = Buffer.from(sealed.map((byte) => byte ^ mask)).toString();
    if (!plain.startsWith(`${mask}:`)) throw new Error('Error while decrypting the ciphertext provided');
    return plain.slice(`${mask}:`.length);
  },
});

const system = (mask = 0x5a): Unlock => {
  const keys = systemKeys(keyStore(mask), 'linux');
  if (!keys.available) throw new Error('no key store');
  return { kind: 'system', encrypt: keys.encrypt, decrypt: keys.decrypt };
};

describe('the system’s key store', () => {
  test('opens with what it sealed', () => {
    const { dir, unlock, open } = scratch();
    const first = open();
    first.slots.add(system());
    first.close();
    rmSync(unlock.path);
    expect(() => open()).toThrow(expect.objectContaining({ code: 'STORE_LOCKED' }));
    return expectOpen({ dataDir: dir, unlock: system() }, true);
  });

  test('is not used where it keeps no secret', () => {
    const plain = { available: false, reason: 'not-encrypting' };
    expect(systemKeys(keyStore(1, 'basic_text'), 'linux')).toEqual(plain);
    expect(systemKeys(keyStore(1, 'unknown'), 'linux')).toEqual(plain);
    const none = { ...keyStore(1), isEncryptionAvailable: () => false };
    expect(systemKeys(none, 'darwin')).toEqual({ available: false, reason: 'no-key-store' });
    const { getSelectedStorageBackend: _linuxAlone, ...elsewhere } = keyStore(1);
    expect(systemKeys(elsewhere, 'win32').available).toBe(true);
    expect(systemKeys(elsewhere, 'linux')).toEqual(plain);
  });
});

describe('a second way in', () => {
  test('gets a slot once, and opens the folder when the key file is lost', async () => {
    const { dir: dataDir, unlock, open } = scratch();
    for (let i = 0; i < 2; i++) await expectOpen({ dataDir, unlock, secondUnlock: system() }, true);
    const store = open();
    expect(store.slots.list().map(({ kind }) => kind)).toEqual(['key-file', 'system']);
    store.close();
    rmSync(unlock.path);
    await expectOpen({ dataDir, unlock, secondUnlock: system() }, true);
    await expectOpen({ dataDir, unlock, secondUnlock: system(0x33) }, false);
    await expectOpen({ dataDir, unlock }, false);
  });

  test('that fails does not keep the first from opening', async () => {
    const { dir: dataDir, unlock } = scratch();
    const broken = {
      kind: 'system',
      encrypt: () => {
        throw new Error('the keyring is locked');
      },
      decrypt: () => '',
    } as const;
    await expectOpen({ dataDir, unlock, secondUnlock: broken }, true);
  });
});

async function expectOpen(options: Omit<AppOptions, 'weightsDir'>, opens: boolean): Promise<void> {
  const app = await createApp({ weightsDir: '', startEngine: fakeEngine, ...options });
  expect(app.ok ? 'open' : app.error.code).toBe(opens ? 'open' : 'STORE_LOCKED');
  if (app.ok) await app.value.close();
}

import type { SystemKeys } from '../entry/slots.ts';

/** The part of Electron's safeStorage that is used: it encrypts for this user on this machine. */
export interface SystemKeyStore {
  isEncryptionAvailable(): boolean;
  /** Linux alone has it. */
  getSelectedStorageBackend?(): string;
  encryptString(plain: string): Buffer;
  decryptString(sealed: Buffer): string;
}

/** The system's key store as a way into the vault, where there is one that keeps a secret. */
export function systemKeys(store: SystemKeyStore, platform: NodeJS.Platform): SystemKeys {
  if (!store.isEncryptionAvailable()) return { available: false, reason: 'no-key-store' };
  // Without a keyring Chromium encrypts with a password that is in its source code.
  if (platform === 'linux' && ['basic_text', 'unknown'].includes(store.getSelectedStorageBackend?.() ?? 'unknown'))
    return { available: false, reason: 'not-encrypting' };
  return {
    available: true,
    encrypt: (plain) => store.encryptString(plain),
    decrypt: (sealed) => store.decryptString(sealed),
  };
}

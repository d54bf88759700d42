import type { Unlock } from '../../data/vault/slots.ts';

/** The part of Electron's safeStorage that is used: it encrypts for this user on this machine. */
export interface SystemKeyStore {
  isEncryptionAvailable(): boolean;
  /** Linux alone has it. */
  getSelectedStorageBackend?(): string;
  encryptString(plain: string): Buffer;
  decryptString(sealed: Buffer): string;
}

/** The system's key store as a way into the vault, or null where there is none that keeps a secret. */
export function systemUnlock(store: SystemKeyStore, platform: NodeJS.Platform): Unlock | null {
  if (!store.isEncryptionAvailable()) return null;
  // Without a keyring Chromium encrypts with a password that is in its source code.
  if (platform === 'linux' && ['basic_text', 'unknown'].includes(store.getSelectedStorageBackend?.() ?? 'unknown'))
    return null;
  return {
    kind: 'system',
    encrypt: (plain) => store.encryptString(plain),
    decrypt: (sealed) => store.decryptString(sealed),
  };
}

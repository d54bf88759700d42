import { safeStorage } from 'electron';
import type { SystemKeys } from '../entry/slots.ts';

/** The system's key store, where there is one that encrypts; on Linux Electron falls back to a text anybody can read. */
export function systemKeys(): SystemKeys {
  if (!safeStorage.isEncryptionAvailable()) return { available: false, reason: 'no-key-store' };
  if (process.platform === 'linux' && safeStorage.getSelectedStorageBackend() === 'basic_text')
    return { available: false, reason: 'not-encrypting' };
  return {
    available: true,
    encrypt: (plain) => safeStorage.encryptString(plain),
    decrypt: (sealed) => safeStorage.decryptString(sealed),
  };
}

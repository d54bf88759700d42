import { z } from 'zod';
import { defineCall } from './call.ts';
import { shortestPassphrase } from './setup.ts';

export const keyUses = ['key-file', 'passphrase', 'recovery', 'system'] as const;

/** The ways to open the data folder. The store's key stays what it is; these wrap it. */
export const keyCalls = {
  'keys.list': defineCall(
    z.object({}),
    z.object({ slots: z.array(z.object({ id: z.string(), use: z.enum(keyUses) })), keyFile: z.string() }),
  ),
  /** Sets a passphrase, or changes it. */
  'keys.changePassphrase': defineCall(
    z.object({ passphrase: z.string().min(shortestPassphrase).max(1024) }),
    z.object({}),
  ),
  /** A code to write down, which opens the data folder where its passphrase is asked for. The one before is void. Told once. */
  'keys.newRecoveryCode': defineCall(z.object({}), z.object({ code: z.string() })),
  /** A new secret in the key file; copies of the old one open nothing but old backups. */
  'keys.renewKeyFile': defineCall(z.object({}), z.object({ path: z.string() })),
  /** BAD_INPUT for the last one. */
  'keys.remove': defineCall(z.object({ id: z.string() }), z.object({})),
};

import { z } from 'zod';
import { defineCall } from './call.ts';

export const dataFolderCalls = {
  /** Where everything lasts, and which ways of unlocking it there are. */
  'data.folder': defineCall(
    z.object({}),
    z.object({ path: z.string(), unlockedBy: z.array(z.enum(['key-file', 'passphrase', 'system'])) }),
  ),
};

import { z } from 'zod';
import { defineCall, instant, path } from './call.ts';

const facts = z.object({
  storeId: z.string(),
  createdAt: instant,
  schema: z.number(),
  people: z.number(),
  templates: z.number(),
  events: z.number(),
});

export const backupCalls = {
  /** Where the key ring's backup files lie that an erasure writes anew. */
  'backup.places': defineCall(z.object({}), z.object({ keys: z.array(z.string()) })),
  /**
   * Copies the database, which is ciphertext, into a folder and verifies the copy; the key ring's own backup file goes beside it, in the
   * place of an older one, and each erasure writes it anew. Restoring needs both, and the data folder closed: `threshold backup restore`.
   */
  'backup.create': defineCall(z.object({ folder: path.trim() }), facts.extend({ data: z.string(), keys: z.string() })),
  /** Every page, index and reference of a data backup, and that no person's key is in it. STORE_CORRUPT where it is not sound. */
  'backup.verify': defineCall(z.object({ data: path.trim() }), facts),
  /** A place is no longer kept up; what lies there stays as it is. */
  'backup.forget': defineCall(z.object({ keys: path.trim() }), z.object({})),
};

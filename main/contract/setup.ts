import { z } from 'zod';
import { defineCall } from './call.ts';
import { newOperatorSchema } from './operators.ts';
import { settingsSchema } from './settings.ts';

export const slotKinds = ['key-file', 'passphrase', 'system'] as const;

/** The shortest passphrase taken for a new store. */
export const shortestPassphrase = 8;

const path = z
  .string()
  .trim()
  .min(1)
  .max(4096)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this refuses
  .refine((text) => !/[\u0000-\u001f\u007f]/.test(text), 'a folder’s name has no control characters');

export const slotStateSchema = z.object({
  kind: z.enum(slotKinds),
  available: z.boolean(),
  /**
   * Why not: a browser has no way to the system's key store; the system has none, or one that does not encrypt; the key file
   * is not where it was; this store was not made with this kind.
   */
  reason: z.enum(['in-browser', 'no-key-store', 'not-encrypting', 'key-file-missing', 'not-in-this-store']).nullable(),
});

export const setupStateSchema = z.object({
  /** `new`: nothing was chosen yet; `locked`: there is a store and its key is not at hand; `ready`: everything else answers. */
  stage: z.enum(['new', 'locked', 'ready']),
  /** Null while nothing was chosen. */
  dataDir: z.string().nullable(),
  suggestedDataDir: z.string(),
  /** The folder used last time when it is not there now (another drive, perhaps); a beginning elsewhere would start empty. */
  missingDataDir: z.string().nullable(),
  /** For a new store: what it can be opened with. For a locked one: what its slots still open with. */
  slots: z.array(slotStateSchema),
  /** Where the key file of a locked store was when it was made on this machine. */
  keyFile: z.string().nullable(),
  /** The first is the default. */
  models: z.array(
    z.object({ id: z.string(), licence: z.string(), provenance: z.object({ en: z.string(), zh: z.string() }) }),
  ),
  version: z.string(),
});

export const setupCalls = {
  'setup.state': defineCall(z.object({}), setupStateSchema),
  /**
   * The first start. Fails with nothing created, so that it can be repeated with other choices; BAD_INPUT about the folder
   * carries `details.why` (see main/entry/check-folder.ts). A folder that holds a store already is opened with the slot
   * given, keeps its model, and takes the language.
   */
  'setup.begin': defineCall(
    z.object({
      language: settingsSchema.shape.language,
      dataDir: path,
      slot: z.discriminatedUnion('kind', [
        z.object({ kind: z.literal('key-file') }),
        z.object({ kind: z.literal('passphrase'), passphrase: z.string().min(shortestPassphrase).max(1024) }),
        z.object({ kind: z.literal('system') }),
      ]),
      modelId: z.string(),
      /** The first operator. Null: a computer of one person, who needs no sign-in. Of a store that has operators nothing changes. */
      owner: newOperatorSchema.nullable().default(null),
    }),
    z.object({}),
  ),
  /** STORE_LOCKED carries `details.waitMs`: the time until the next attempt is listened to. It grows. */
  'setup.unlock': defineCall(z.object({ passphrase: z.string().min(1).max(1024) }), z.object({})),
};

export type SetupState = z.infer<typeof setupStateSchema>;
export type SlotState = z.infer<typeof slotStateSchema>;
export type BeginInput = z.output<(typeof setupCalls)['setup.begin']['input']>;

import { z } from 'zod';
import { defineCall } from './call.ts';

export const noticeSchema = z.object({
  name: z.string(),
  version: z.string(),
  licence: z.string(),
  homepage: z.string().optional(),
  /** The licence file that came with the package; a few bring none. */
  text: z.string().optional(),
});

export const aboutCalls = {
  'about.notices': defineCall(
    z.object({}),
    z.object({
      version: z.string(),
      /** The whole text of the project's own licence. */
      licence: z.string(),
      /** Packages that are shipped with the app, by name. */
      notices: z.array(noticeSchema),
      models: z.array(
        z.object({ id: z.string(), licence: z.string(), provenance: z.object({ en: z.string(), zh: z.string() }) }),
      ),
      /** Whose published work the app is built on. */
      credits: z.array(z.object({ work: z.string(), by: z.string(), year: z.number() })),
    }),
  ),
};

export type Notice = z.infer<typeof noticeSchema>;

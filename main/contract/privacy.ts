import { z } from 'zod';
import { defineCall, id } from './call.ts';

const language = z.enum(['en', 'zh']);
/** A page of its own, no script, nothing fetched. */
const page = z.object({ fileName: z.string(), html: z.string() });

export const privacyCalls = {
  /** What is held about one person, for them to read. */
  'privacy.personPage': defineCall(z.object({ id, language }), page),
  /** What is processed here, for what, how long, how it is protected and who gets it: as things are set now. */
  'privacy.sheet': defineCall(z.object({ language }), page),
  /** How many pictures of visits are kept. */
  'privacy.snapshots': defineCall(z.object({}), z.object({ count: z.number() })),
};

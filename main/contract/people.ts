import { z } from 'zod';
import { bytes, defineCall, id, instant, personName, vector } from './call.ts';

export const personSummarySchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Templates of the model in use; 0 means "needs re-enrolment". */
  templates: z.number(),
  createdAt: instant,
});

export const templateSummarySchema = z.object({
  id: z.string(),
  modelId: z.string(),
  quality: z.number(),
  origin: z.string(),
  createdAt: instant,
  /** The aligned crop as PNG. */
  crop: bytes.nullable(),
});

export const consentSchema = z.object({
  /** Which text was agreed to. */
  textVersion: z.string().min(1).max(40),
  /** Who recorded it: an operator's name, or "command line". */
  by: z.string().min(1).max(120),
});

export const peopleCalls = {
  'people.list': defineCall(z.object({}), z.object({ people: z.array(personSummarySchema) })),
  'people.show': defineCall(
    z.object({ id }),
    personSummarySchema.extend({
      consent: consentSchema.extend({ at: instant }).nullable(),
      templateList: z.array(templateSummarySchema),
    }),
  ),
  /** The person's best picture (PNG), null where none is kept. */
  'people.portrait': defineCall(z.object({ id }), z.object({ picture: bytes.nullable() })),
  'people.rename': defineCall(z.object({ id, name: personName }), z.object({})),
  /** Hides the person at once and erases them at `undoUntil`; `now` erases without the wait. */
  'people.remove': defineCall(z.object({ id, now: z.boolean().optional() }), z.object({ undoUntil: instant })),
  'people.undoRemove': defineCall(z.object({ id }), z.object({})),
  /** Everything held about one person, readable, pictures included. */
  'people.export': defineCall(
    z.object({ id }),
    z.object({
      person: personSummarySchema.extend({ consent: consentSchema.extend({ at: instant }).nullable() }),
      templates: z.array(templateSummarySchema.extend({ vector: vector })),
      events: z.array(z.record(z.string(), z.unknown())),
    }),
  ),
};

export type PersonSummary = z.infer<typeof personSummarySchema>;
export type TemplateSummary = z.infer<typeof templateSummarySchema>;
export type Consent = z.infer<typeof consentSchema>;

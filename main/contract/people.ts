import { z } from 'zod';
import { bytes, defineCall, id, instant, personName, vector } from './call.ts';
import { personRefSchema } from './faces.ts';
import { thresholdSchema } from './identification.ts';

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
  /** Templates of several models may be made of one picture; null where none is kept. */
  pictureId: z.string().nullable(),
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
  /**
   * The others this person is nearest to, at most three: the highest score that any of this person's templates reaches. `alike`: at or
   * above the present identification threshold, so that one could be taken for the other. Empty without a template of the model in use.
   */
  'people.closest': defineCall(
    z.object({ id }),
    z.object({
      people: z.array(personRefSchema.extend({ score: z.number(), alike: z.boolean() })),
      threshold: thresholdSchema,
    }),
  ),
  /** The person's best picture (PNG), null where none is kept. */
  'people.portrait': defineCall(z.object({ id }), z.object({ picture: bytes.nullable() })),
  /** NAME_TAKEN where somebody else has this name: enrolling under it would add to one of the two. */
  'people.rename': defineCall(z.object({ id, name: personName }), z.object({})),
  /**
   * Removes a template with its picture and whatever other models made of that picture; otherwise the next change of model would bring
   * it back. LAST_TEMPLATE where the person would no longer be recognised: then the person is removed instead. No undo.
   */
  'people.removeTemplate': defineCall(z.object({ id, templateId: id }), z.object({})),
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

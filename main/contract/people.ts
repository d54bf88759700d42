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
  /** When the agreed term ends and they are erased by themselves; null for none. */
  expiresAt: instant.nullable(),
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
  /** What for, as it was said. */
  purpose: z.string().trim().min(1).max(200).optional(),
});

/** What an erasure leaves (data/erasure/receipt.ts): it names nobody. Signed is the canonical JSON (RFC 8785) of all but the signature. */
export const receiptSchema = z.object({
  format: z.literal('threshold-erasure-1'),
  store: z.string(),
  pseudonym: z.string(),
  reason: z.enum(['asked', 'expired', 'merged', 'restored']),
  requestedAt: instant,
  erasedAt: instant,
  erased: z.object({
    keys: z.literal(1),
    templates: z.number(),
    pictures: z.number(),
    labels: z.number(),
    negatives: z.number(),
    eventContents: z.number(),
    trainingRuns: z.number(),
  }),
  keyRingCopies: z.object({ rewritten: z.array(z.string()), unreachable: z.array(z.string()) }),
  beyondReach: z.array(z.object({ what: z.string(), says: z.string() })),
  keyId: z.string(),
  publicKey: z.string(),
  signature: z.string(),
});

/** What is worth a look about one person, by the present identification threshold. */
export const personFindingsSchema = personRefSchema.extend({
  /** `duplicate`: half of the templates of each meet the other, so perhaps one person under two names; `alike`: some do. */
  people: z.array(
    personRefSchema.extend({ score: z.number(), templateId: z.string(), kind: z.enum(['duplicate', 'alike']) }),
  ),
  /** `far`: the person's other templates would not recognise it; `quality`: made of a poor picture. */
  weak: z.array(
    z.object({ templateId: z.string(), why: z.enum(['far', 'quality']), value: z.number(), limit: z.number() }),
  ),
});

export const peopleCalls = {
  'people.list': defineCall(z.object({}), z.object({ people: z.array(personSummarySchema) })),
  'people.show': defineCall(
    z.object({ id }),
    personSummarySchema.extend({
      consent: consentSchema.extend({ at: instant }).nullable(),
      /** The earliest end that a group of theirs sets. */
      groupTerm: z.object({ group: z.string(), at: instant }).nullable(),
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
  /** Until when they may be kept; null for no term. */
  'people.setTerm': defineCall(z.object({ id, expiresAt: z.iso.datetime({ offset: true }).nullable() }), z.object({})),
  /** Signed statements of what was erased, the newest first; of one person by their pseudonym. */
  'people.receipts': defineCall(z.object({ id: id.optional() }), z.object({ receipts: z.array(receiptSchema) })),
  /** Hides the person at once and erases them at `undoUntil`; `now` erases without the wait. */
  'people.remove': defineCall(z.object({ id, now: z.boolean().optional() }), z.object({ undoUntil: instant })),
  'people.undoRemove': defineCall(z.object({ id }), z.object({})),
  /** Everybody, or one person, about whom something was found. */
  'people.checks': defineCall(z.object({ id: id.optional() }), z.object({ people: z.array(personFindingsSchema) })),
  /**
   * One person under two names: pictures, templates and events of `merge` become those of `keep`, who keeps name and consent. The other
   * is hidden at once and erased at `undoUntil`.
   */
  'people.merge': defineCall(z.object({ keep: id, merge: id }), z.object({ undoUntil: instant })),
  /** `id`: the one who was merged. */
  'people.undoMerge': defineCall(z.object({ id }), z.object({})),
  /** These are two people however alike: they are no longer named to each other. */
  'people.keepApart': defineCall(z.object({ first: id, second: id, undo: z.boolean().optional() }), z.object({})),
  /** Everything held about one person, readable, pictures included. */
  'people.export': defineCall(
    z.object({ id }),
    z.object({
      person: personSummarySchema.extend({ consent: consentSchema.extend({ at: instant }).nullable() }),
      templates: z.array(templateSummarySchema.extend({ vector: vector })),
      events: z.array(z.record(z.string(), z.unknown())),
      /** Pictures of visits (JPEG). */
      visits: z.array(z.object({ event: z.string(), picture: bytes })),
      /** What somebody said of events: that it was this person, or was not. */
      said: z.array(z.record(z.string(), z.unknown())),
    }),
  ),
};

export type PersonSummary = z.infer<typeof personSummarySchema>;
export type TemplateSummary = z.infer<typeof templateSummarySchema>;
export type PersonFindings = z.infer<typeof personFindingsSchema>;
export type Consent = z.infer<typeof consentSchema>;

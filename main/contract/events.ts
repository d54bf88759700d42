import { z } from 'zod';
import { bytes, defineCall, id, instant } from './call.ts';
import { personRefSchema } from './faces.ts';

export const eventSchema = z.object({
  id: z.string(),
  at: instant,
  kind: z.string(),
  decision: z.string().nullable(),
  /** Null for strangers and for people erased since. */
  person: personRefSchema.nullable(),
  score: z.number().nullable(),
  threshold: z.number().nullable(),
  runnerUpScore: z.number().nullable(),
  modelId: z.string().nullable(),
  /** What the threshold promised one comparison; null where none was used, or the decision is older than this note. */
  fmr: z.number().nullable(),
  calibrated: z.boolean().nullable(),
  /** The door at which it happened; null where there was none, or it was removed. */
  door: z.object({ id: z.string(), name: z.string() }).nullable(),
  /** Ids, codes and numbers of it (door, clause, liveness, operator), in the clear and chained; never what names or shows somebody. */
  details: z.record(z.string(), z.unknown()).nullable(),
  /** What names or shows somebody: sealed, gone with the person or when its term is over; null where there is none (any more). */
  sealed: z.record(z.string(), z.unknown()).nullable(),
  /** Who did it at the app; a name is null where they were removed since. Null: a camera, or nobody known. */
  by: z.object({ kind: z.enum(['operator', 'api-key', 'key-holder']), name: z.string().nullable() }).nullable(),
  /** The operator or API key that it is about; null where it is about none, or the name is not there any more. */
  subject: z.string().nullable(),
  /** What somebody said of it: not the one who was accepted, or who it is; with what was made of it. */
  said: z
    .object({
      not: personRefSchema.nullable(),
      is: personRefSchema.nullable(),
      kept: z.enum(['nothing', 'template', 'negative']),
    })
    .nullable(),
  /** Until when the face can still become a template or a negative exemplar; null when it is gone. In memory alone. */
  faceUntil: instant.nullable(),
  /** Whether there is a picture of it that could be enrolled. */
  facePicture: z.boolean(),
  /** Whether a picture of the visit is kept. */
  snapshot: z.boolean(),
});

/** What can happen, as one filters it: decisions of identifications, and the other kinds; `acts` are sign-ins, operators and API keys. */
export const eventWhats = [
  'accepted',
  'unknown',
  'rejected',
  'access-granted',
  'access-refused',
  'door',
  'enrolled',
  'removed',
  'erased',
  'verify',
  'acts',
] as const;

/** Kinds of events that are acts at the app itself. */
export const actKinds = ['session', 'operator', 'api'] as const;

export const eventCalls = {
  'events.list': defineCall(
    z.object({
      limit: z.number().int().min(1).max(10_000).default(200),
      before: z.string().optional(),
      kind: z.string().optional(),
      personId: z.string().optional(),
      /** Any of these; all where left out. */
      what: z.array(z.enum(eventWhats)).optional(),
      /** False: without what operators did at the app itself. */
      acts: z.boolean().optional(),
      /** From this moment on. */
      since: z.iso.datetime({ offset: true }).optional(),
      /** Before this moment. */
      until: z.iso.datetime({ offset: true }).optional(),
      /** Of people whose name holds this text, in any case. */
      name: z.string().max(120).optional(),
      /** Also count all that fit, not only those returned. */
      count: z.boolean().optional(),
    }),
    z.object({ events: z.array(eventSchema), total: z.number().optional() }),
  ),
  /**
   * Says of an identification that it was not the person who was accepted, or who it is (`is`). Becomes a judged comparison for
   * calibration. `template`: the face joins that person's; `negative`: it is remembered as not the accepted person's. Both need the face,
   * which is held in memory for ten minutes (NOT_FOUND afterwards). Replaces what was said before.
   */
  'events.say': defineCall(
    z.object({ id, is: id.optional(), keep: z.enum(['nothing', 'template', 'negative']).optional() }),
    z.object({}),
  ),
  /** The picture of a visit (JPEG), everybody else in it pixelated; null where none is kept, or not any more. */
  'events.snapshot': defineCall(z.object({ id }), z.object({ picture: bytes.nullable() })),
  /** Erases all pictures of visits at once. No undo. */
  'events.dropSnapshots': defineCall(z.object({}), z.object({ dropped: z.number() })),
  /** Takes back what was said of an event, and what was made of it. */
  'events.takeBack': defineCall(z.object({ id }), z.object({})),
};

export type EventWhat = (typeof eventWhats)[number];
export type EventRecord = z.infer<typeof eventSchema>;

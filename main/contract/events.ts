import { z } from 'zod';
import { defineCall, instant } from './call.ts';
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
});

/** What can happen, as one filters it: decisions of identifications, and the other kinds. */
export const eventWhats = ['accepted', 'unknown', 'rejected', 'enrolled', 'removed', 'verify'] as const;

export const eventCalls = {
  'events.list': defineCall(
    z.object({
      limit: z.number().int().min(1).max(10_000).default(200),
      before: z.string().optional(),
      kind: z.string().optional(),
      personId: z.string().optional(),
      /** Any of these; all where left out. */
      what: z.array(z.enum(eventWhats)).optional(),
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
};

export type EventWhat = (typeof eventWhats)[number];
export type EventRecord = z.infer<typeof eventSchema>;

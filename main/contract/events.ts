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
});

export const eventCalls = {
  'events.list': defineCall(
    z.object({
      limit: z.number().int().min(1).max(10_000).default(200),
      before: z.string().optional(),
      kind: z.string().optional(),
      personId: z.string().optional(),
    }),
    z.object({ events: z.array(eventSchema) }),
  ),
};

export type EventRecord = z.infer<typeof eventSchema>;

import { z } from 'zod';
import { defineCall, id, instant, personName } from './call.ts';

/** What an API key may be allowed. Which call each allows: roles.ts. */
export const apiScopes = ['identify', 'enrol', 'people:read', 'people:write', 'events:read'] as const;

export const apiKeySchema = z.object({
  id: z.string(),
  name: z.string(),
  scopes: z.array(z.enum(apiScopes)),
  /** Requests a minute that are answered on average; twice as many at once. */
  perMinute: z.number(),
  createdAt: instant,
  /** To the minute. */
  lastUsedAt: instant.nullable(),
  /** A revoked key stays in the list, so that what it did can be read. */
  revokedAt: instant.nullable(),
});

/** Fixed, so that whoever uses the API finds it after a restart. Next to the browser shell's. */
export const usualApiPort = 7614;

export const apiStateSchema = z.object({
  on: z.boolean(),
  port: z.number().int(),
  /** Where it answers now; null while it is off, or no app is open (the command line alone never listens). */
  address: z.string().nullable(),
  /** Why it does not answer although it is on: the port is taken, or may not be used. */
  trouble: z.enum(['port-taken', 'port-forbidden']).nullable(),
  keys: z.array(apiKeySchema),
});

/** The topic `api.changed` says that `api.state` has another answer. */
export const apiCalls = {
  'api.state': defineCall(z.object({}), apiStateSchema),
  /** Begins or ends listening on the loopback address at once. */
  'api.set': defineCall(
    z.object({ on: z.boolean().optional(), port: z.number().int().min(1024).max(65_535).optional() }),
    apiStateSchema,
  ),
  /** `secret` is what a request carries; it is shown this once, and only its hash is kept. */
  'api.createKey': defineCall(
    z.object({
      name: personName,
      scopes: z.array(z.enum(apiScopes)).min(1),
      perMinute: z.number().int().min(1).max(6000).default(120),
    }),
    z.object({ key: apiKeySchema, secret: z.string() }),
  ),
  /** At once, also for streams that are open. */
  'api.revokeKey': defineCall(z.object({ id }), z.object({})),
};

export type ApiScope = (typeof apiScopes)[number];
export type ApiKey = z.infer<typeof apiKeySchema>;
export type ApiState = z.infer<typeof apiStateSchema>;

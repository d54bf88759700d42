import { z } from 'zod';
import { defineCall, instant } from './call.ts';
import { longestPassword, newPassword, operatorPolicySchema, roles } from './operators.ts';

export const sessionStateSchema = z.object({
  /**
   * `open`: there are no operators, everything is allowed (to a process that has the store's key, too); `signed-in`; `locked`: sign in
   * first.
   */
  mode: z.enum(['open', 'signed-in', 'locked']),
  operator: z.object({ id: z.string(), name: z.string(), role: z.enum(roles) }).nullable(),
  /** When it ends whatever happens; without activity sooner. */
  endsAt: instant.nullable(),
  policy: operatorPolicySchema,
});

const password = z.string().min(1).max(longestPassword);

/** The topic `session.changed` says that the answer of `session.state` is another: signed in or out, timed out, operators changed. */
export const sessionCalls = {
  'session.state': defineCall(z.object({}), sessionStateSchema),
  /**
   * WRONG_PASSWORD for a wrong name as for a wrong password. After some wrong ones RATE_LIMITED, with `details.waitMs` until the next is
   * looked at; it grows.
   */
  'session.signIn': defineCall(z.object({ name: z.string().trim().min(1).max(120), password }), sessionStateSchema),
  'session.signOut': defineCall(z.object({}), sessionStateSchema),
  /** A hand was on keyboard or pointer: the idle time begins anew. Nothing else a page asks for counts as that. */
  'session.touch': defineCall(z.object({}), z.object({})),
  /** One's own. The present one is asked for once more, and wrong ones count as at signing in. Ends one's other sessions. */
  'session.changePassword': defineCall(z.object({ current: password, next: newPassword }), z.object({})),
};

export type SessionState = z.infer<typeof sessionStateSchema>;

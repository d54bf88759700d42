import { z } from 'zod';
import { defineCall, id, instant, personName } from './call.ts';

/** In order of what they may do; each may do what those before it may (roles.ts). */
export const roles = ['viewer', 'operator', 'owner'] as const;

/**
 * OWASP ASVS 5.0, 6.2.1 asks for at least 8 characters and 6.2.9 for room for 64; no rule about kinds of characters (6.2.5), which
 * makes passwords worse.
 */
export const shortestPassword = 8;
export const longestPassword = 256;

/** A new password. Of few different characters it would be guessed first. */
export const newPassword = z
  .string()
  .min(shortestPassword, `a password has at least ${shortestPassword} characters`)
  .max(longestPassword)
  .refine((text) => new Set(text).size >= 5, 'a password has at least five different characters');

export const newOperatorSchema = z.object({ name: personName, password: newPassword });

export const operatorSchema = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(roles),
  createdAt: instant,
  passwordAt: instant,
  lastSignInAt: instant.nullable(),
  /** Signed in somewhere now. */
  present: z.boolean(),
});

export const operatorPolicySchema = z.object({
  /** A session ends after so long without a hand on keyboard or pointer, … */
  idleMinutes: z.number().int().min(1).max(480),
  /** … and after so long in any case. */
  absoluteHours: z.number().int().min(1).max(72),
  /** Whether the Desk goes on while nobody is signed in, to recognise and nothing else. */
  lockedDesk: z.boolean(),
});

/** NIST SP 800-63B asks for at most 12 hours and 30 minutes without activity (AAL2); a desk is left more often than a workplace. */
export const defaultPolicy: OperatorPolicy = { idleMinutes: 15, absoluteHours: 12, lockedDesk: true };

export const operatorCalls = {
  'operators.list': defineCall(
    z.object({}),
    z.object({ operators: z.array(operatorSchema), policy: operatorPolicySchema }),
  ),
  /** The first one is an owner, whatever is asked for: from then on everything needs a session. NAME_TAKEN. */
  'operators.add': defineCall(newOperatorSchema.extend({ role: z.enum(roles) }), z.object({ id: z.string() })),
  /** Another role or a new password (for somebody who forgot theirs); their sessions end. The last owner stays one. */
  'operators.change': defineCall(
    z.object({ id, role: z.enum(roles).optional(), password: newPassword.optional() }),
    z.object({}),
  ),
  /** The last owner goes last: then there are no operators, and nobody needs to sign in. */
  'operators.remove': defineCall(z.object({ id }), z.object({})),
  'operators.setPolicy': defineCall(operatorPolicySchema.partial(), operatorPolicySchema),
};

export type Role = (typeof roles)[number];
export type Operator = z.infer<typeof operatorSchema>;
export type OperatorPolicy = z.infer<typeof operatorPolicySchema>;

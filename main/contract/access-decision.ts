import { z } from 'zod';
import { siteModes } from './access-rules.ts';
import { id, instant } from './call.ts';
import { personRefSchema } from './faces.ts';

/**
 * What a decision is made of, in the order in which it is told, with every way in which a clause can turn out. The words are the
 * renderer's (texts/access-words.ts).
 */
export const clauseCodes = {
  emergency: ['NORMAL', 'LOCKED_DOWN', 'LEADS_OUT', 'HELD_OPEN'],
  capture: ['LIVE', 'HIDDEN', 'STALLED', 'OTHER_CAMERA', 'ASSUMED'],
  clock: ['RUNS', 'BACKWARDS', 'ASSUMED'],
  identity: ['KNOWN', 'DECIDING', 'UNKNOWN', 'REJECTED', 'UNCALIBRATED', 'ASSUMED'],
  person: ['ACTIVE', 'SUSPENDED', 'GONE', 'NOBODY'],
  liveness: ['LIVE', 'FAKE', 'UNDECIDED', 'NOT_REQUIRED', 'ASSUMED'],
  rule: [
    'RULE',
    'PASS',
    'LEADS_OUT',
    'NO_RULE',
    'OUT_OF_HOURS',
    'HOLIDAY',
    'ONLY_HOLIDAYS',
    'NOT_YET_VALID',
    'NO_LONGER_VALID',
    'PASS_NOT_YET',
    'PASS_ENDED',
    'NOBODY',
  ],
  passback: ['OFF', 'LEADS_OUT', 'CLEAR', 'ALREADY_INSIDE', 'TOO_SOON', 'NOBODY', 'ASSUMED'],
  second: ['OFF', 'TOGETHER', 'ALONE', 'NOBODY', 'ASSUMED'],
} as const;

export type ClauseName = keyof typeof clauseCodes;
export type ClauseCode<N extends ClauseName = ClauseName> = (typeof clauseCodes)[N][number];

export const clauseNames = Object.keys(clauseCodes) as readonly ClauseName[];

export const verdicts = ['passed', 'failed', 'undecided', 'not-required'] as const;
export type Verdict = (typeof verdicts)[number];

export const clauseSchema = z.object({
  clause: z.enum(clauseNames as unknown as [ClauseName, ...ClauseName[]]),
  verdict: z.enum(verdicts),
  code: z.enum([...new Set(Object.values(clauseCodes).flat())] as unknown as [ClauseCode, ...ClauseCode[]]),
  /** What the words need: a rule's id, the hour that was read from the wall, minutes left. */
  facts: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});

/** `waiting`: nothing failed, and something is not known yet. */
export const outcomes = ['open', 'waiting', 'refused'] as const;

export const accessDecisionSchema = z.object({ outcome: z.enum(outcomes), clauses: z.array(clauseSchema) });

/** What a door does now. `inactive`: it looks at nobody, and says why. `unanswered`: its output did not answer, so it stays shut. */
export const doorStates = ['shut', 'opening', 'open', 'unanswered', 'inactive'] as const;

export const doorStatusSchema = z.object({
  doorId: id,
  state: z.enum(doorStates),
  mode: z.enum(siteModes),
  /** Why it is inactive; `none`: no camera looks for it. */
  inactive: z.enum(['none', 'hidden', 'stalled', 'other-camera', 'clock']).nullable(),
  /** Who is before it, and what was decided; several people, several decisions. */
  decisions: z.array(accessDecisionSchema.extend({ person: personRefSchema.nullable() })),
  /** Whom it opened for last, and when. */
  opened: z.object({ person: personRefSchema.nullable(), at: instant, until: instant }).nullable(),
  /** What the output said last, for whoever has to mend it. */
  answer: z.string().nullable(),
});

export type Clause = z.infer<typeof clauseSchema>;
export type AccessDecision = z.infer<typeof accessDecisionSchema>;
export type DoorStatus = z.infer<typeof doorStatusSchema>;
export type DoorState = DoorStatus['state'];

import {
  advanceChallenge,
  beginChallenge,
  type Challenge,
  type ChallengeFailure,
  type ChallengeOrder,
} from './challenge.ts';
import type { LivenessLimits } from './limits.ts';
import { type PassiveReason, type PassiveVerdict, passiveVerdict } from './passive.ts';
import type { LivenessSample } from './sample.ts';
import { type LivenessWindow, remember, spanOf } from './window.ts';

export const POLICIES = ['off', 'passive', 'challenge'] as const;
export type LivenessPolicy = (typeof POLICIES)[number];

/** Less than this much of a face is not judged. */
export const JUDGED_AFTER_MS = 1200;

/** Cues are measured anew so often: between two frames they hardly change. */
const MEASURE_EVERY_MS = 250;

/** A policy of cues alone that has come to nothing for so long asks for gestures. */
export const DOUBT_AFTER_MS = 4000;

/** Gestures asked in doubt, and by policy; a blink is among them. */
export const GESTURES_IN_DOUBT = 2;
export const GESTURES_BY_POLICY = 3;

/** A refusal stands for so long; then the same face may try anew, with another order. */
export const REFUSED_MS = 5000;

export type LivenessReason = PassiveReason | ChallengeFailure | 'GESTURES_MADE';

/** Whether one followed face is alive, as far as is known. Immutable. */
export interface LivenessSession {
  /** The track and whom it is taken for: another face begins anew. */
  readonly face: string;
  readonly state: 'undecided' | 'passed' | 'failed';
  readonly reasons: readonly LivenessReason[];
  readonly window: LivenessWindow;
  readonly passive: PassiveVerdict | null;
  readonly measuredAt: number;
  readonly challenge: Challenge | null;
  /** When the state came to be what it is. */
  readonly since: number;
}

export interface LivenessInput {
  readonly at: number;
  readonly face: string;
  readonly sample: LivenessSample;
  readonly policy: Exclude<LivenessPolicy, 'off'>;
  readonly limits: LivenessLimits;
  /** A number used once and an order for the next challenge, drawn at random. */
  readonly draw: () => Pick<ChallengeOrder, 'nonce' | 'seed'>;
  /** The number that a client answers, where it says so; else the one that was asked. */
  readonly nonce?: string | undefined;
}

export const beginLiveness = (face: string, at: number): LivenessSession => ({
  face,
  state: 'undecided',
  reasons: ['NOTHING_SEEN'],
  window: [],
  passive: null,
  measuredAt: Number.NEGATIVE_INFINITY,
  challenge: null,
  since: at,
});

/**
 * The session after one more frame of its face. The cues are looked at first: what fails by them fails, whatever gesture is made. A challenge is
 * asked where the policy wants it, or where the cues have come to nothing for {@link DOUBT_AFTER_MS}.
 */
export function advanceLiveness(before: LivenessSession | null, input: LivenessInput): LivenessSession {
  const { at, face, sample, policy } = input;
  const refusedLongAgo = before?.state === 'failed' && at - before.since > REFUSED_MS;
  // Whatever was shown, another face has not shown it.
  const session = before === null || before.face !== face || refusedLongAgo ? beginLiveness(face, at) : before;
  const looked = measured({ ...session, window: remember(session.window, sample) }, input);
  if (looked.state === 'failed') return looked;
  if (looked.passive?.state === 'failed') return decided(looked, 'failed', looked.passive.reasons, at);
  if (looked.state === 'passed') return looked;
  if (policy === 'passive' && looked.challenge === null) {
    if (looked.passive?.state === 'passed') return decided(looked, 'passed', looked.passive.reasons, at);
    if (looked.passive === null || at - looked.since < DOUBT_AFTER_MS)
      return { ...looked, reasons: looked.passive?.reasons ?? looked.reasons };
  }
  return challenged(looked, input);
}

function measured(session: LivenessSession, { at, limits }: LivenessInput): LivenessSession {
  if (spanOf(session.window) < JUDGED_AFTER_MS || at - session.measuredAt < MEASURE_EVERY_MS) return session;
  return { ...session, passive: passiveVerdict(session.window, limits), measuredAt: at };
}

function challenged(
  session: LivenessSession,
  { at, sample, face, policy, draw, nonce }: LivenessInput,
): LivenessSession {
  const count = policy === 'challenge' ? GESTURES_BY_POLICY : GESTURES_IN_DOUBT;
  const asked = session.challenge ?? beginChallenge({ ...draw(), face, count, at });
  const challenge = advanceChallenge(asked, { nonce: nonce ?? asked.nonce, face, at, sample });
  const next = { ...session, challenge };
  if (challenge.state === 'failed') return decided(next, 'failed', [challenge.failure!], at);
  if (challenge.state === 'passed') return decided(next, 'passed', ['GESTURES_MADE'], at);
  return next;
}

const decided = (
  session: LivenessSession,
  state: LivenessSession['state'],
  reasons: readonly LivenessReason[],
  at: number,
): LivenessSession => ({ ...session, state, reasons, since: at });

import { seededRandom } from '../metrics/seeded-random.ts';
import { type Anchor, anchorAfter, STEADY_BEFORE_MS } from './anchor.ts';
import { reliefBetween } from './relief.ts';
import type { LivenessSample } from './sample.ts';

export const GESTURES = ['blink', 'turn-left', 'turn-right', 'nod'] as const;
/** Left and right are the person's own. */
export type Gesture = (typeof GESTURES)[number];

/** Times in milliseconds, angles in degrees against the pose that the person began from. */
export const CHALLENGE = {
  /** The neutral pose is held for so long before a gesture is asked … */
  neutralMs: 350,
  /** … and waited for no longer than this. */
  neutralLimitMs: 8000,
  /** A gesture is made within this time from being asked. */
  gestureLimitMs: 5000,
  /** Nobody reacts sooner: what is seen earlier was on its way already, or is a recording. */
  reactionMs: 180,
  /** Off the camera's axis by no more than this is neutral … */
  frontal: 14,
  /** … and within this of where the person began. */
  back: 7,
  turn: 16,
  nod: 10,
  /** Of its usual aspect ratio, where an eye is shut, and where it is open again. */
  shutEye: 0.75,
  openEye: 0.88,
  /** Eyes that stay shut longer do not blink. */
  blinkMs: 900,
  /** A turned head shows at least this relief (relief.ts); a tilted photo does not. */
  relief: 2,
} as const;

export type ChallengeFailure =
  /** Not made in time. */
  | 'TIME'
  /** Another gesture than the one asked. */
  | 'WRONG_GESTURE'
  /** A turn was seen, but of something flat. */
  | 'FLAT'
  /** It answers another challenge than the one that was asked. */
  | 'NONCE'
  /** The face was lost or taken for somebody else's: another challenge has to begin. */
  | 'FACE_CHANGED';

/** One request for gestures, for one face, with a number that is used once. Immutable: `advanceChallenge` makes the next one. */
export interface Challenge {
  readonly nonce: string;
  /** The track and whom it is taken for: another face does not go on where this one was. */
  readonly face: string;
  readonly gestures: readonly Gesture[];
  /** Gestures made. */
  readonly done: number;
  readonly state: 'asking' | 'passed' | 'failed';
  readonly failure: ChallengeFailure | null;
  readonly phase: 'neutral' | 'gesture';
  /** When the phase began. */
  readonly since: number;
  /** When the last frame was. */
  readonly at: number;
  /** Neutral since then, in the neutral phase. */
  readonly neutralSince: number | null;
  /** The person in the neutral pose that the gesture asked began from. */
  readonly neutral: LivenessSample | null;
  /** Eyes shut since then, in the gesture phase. */
  readonly shutSince: number | null;
  /** Where the face came to rest last. */
  readonly anchor: Anchor | null;
  /** The head went as far as asked, in the gesture phase; a nod ends where it began. */
  readonly reached: boolean;
}

export interface ChallengeOrder {
  readonly nonce: string;
  /** The order of the gestures follows from it; it must not be guessable (the host draws it at random). */
  readonly seed: number;
  readonly face: string;
  readonly count: number;
  readonly at: number;
}

/** A blink and other gestures, in an order that follows from the seed. @throws RangeError for no gesture, or more than there are */
export function beginChallenge({ nonce, seed, face, count, at }: ChallengeOrder): Challenge {
  if (!Number.isInteger(count) || count < 1 || count > GESTURES.length)
    throw new RangeError(`challenge: ${count} gestures cannot be asked`);
  const random = seededRandom(seed);
  const draw = (from: Gesture[]): Gesture => from.splice(Math.floor(random() * from.length), 1)[0]!;
  // A bowed photo can be turned and nodded with; it cannot blink.
  const others: Gesture[] = GESTURES.filter((gesture) => gesture !== 'blink');
  const chosen: Gesture[] = ['blink', ...Array.from({ length: count - 1 }, () => draw(others))];
  const gestures = Array.from({ length: count }, () => draw(chosen));
  return {
    nonce,
    face,
    gestures,
    done: 0,
    state: 'asking',
    failure: null,
    phase: 'neutral',
    since: at,
    at,
    neutralSince: null,
    neutral: null,
    shutSince: null,
    anchor: null,
    reached: false,
  };
}

/** What one frame brings. `face` null: no face was followed into it. */
export interface ChallengeInput {
  readonly nonce: string;
  readonly face: string | null;
  readonly at: number;
  readonly sample: LivenessSample | null;
}

/** The gesture that is asked now; null in the neutral phase and at the end. */
export const askedNow = ({ state, phase, gestures, done }: Challenge): Gesture | null =>
  state === 'asking' && phase === 'gesture' ? gestures[done]! : null;

/** The challenge after one more frame. One that has ended stays as it is; a frame that is not newer than the last changes nothing. */
export function advanceChallenge(challenge: Challenge, { nonce, face, at, sample }: ChallengeInput): Challenge {
  if (challenge.state !== 'asking') return challenge;
  if (nonce !== challenge.nonce) return failed(challenge, 'NONCE');
  if (face === null || sample === null || face !== challenge.face) return failed(challenge, 'FACE_CHANGED');
  if (at <= challenge.at) return challenge;
  const next = { ...challenge, at, anchor: anchorAfter(challenge.anchor, sample) };
  return challenge.phase === 'neutral' ? waitForNeutral(next, sample) : watchGesture(next, sample);
}

function waitForNeutral(challenge: Challenge, sample: LivenessSample): Challenge {
  const { at, since, neutralSince, neutral } = challenge;
  if (at - since > CHALLENGE.neutralLimitMs) return failed(challenge, 'TIME');
  if (!isNeutral(sample, neutral)) return { ...challenge, neutralSince: null };
  if (neutralSince === null) return { ...challenge, neutralSince: at };
  if (at - neutralSince < CHALLENGE.neutralMs) return challenge;
  return {
    ...challenge,
    phase: 'gesture',
    since: at,
    neutral: neutral ?? sample,
    neutralSince: null,
    shutSince: null,
    reached: false,
  };
}

/** Frontal and, once known, as the person began: with open eyes. */
function isNeutral(sample: LivenessSample, neutral: LivenessSample | null): boolean {
  const { yaw, pitch } = sample.pose;
  if (neutral === null) return Math.abs(yaw) <= CHALLENGE.frontal && Math.abs(pitch) <= CHALLENGE.frontal + 6;
  return (
    Math.abs(yaw - neutral.pose.yaw) <= CHALLENGE.back &&
    Math.abs(pitch - neutral.pose.pitch) <= CHALLENGE.back &&
    sample.eyeAspectRatio >= CHALLENGE.openEye * neutral.eyeAspectRatio
  );
}

function watchGesture(challenge: Challenge, sample: LivenessSample): Challenge {
  const { at, since, neutral } = challenge;
  if (neutral === null) throw new Error('challenge: a gesture without a neutral pose');
  if (at - since > CHALLENGE.gestureLimitMs) return failed(challenge, 'TIME');
  const seen = pastNeutral(challenge, sample, neutral);
  const asked = challenge.gestures[challenge.done]!;
  // People blink without being asked: only a movement of the head can be the wrong one.
  const wrong = seen.moved !== null && seen.moved !== asked;
  if (wrong) return failed(challenge, 'WRONG_GESTURE');
  const next = { ...challenge, shutSince: seen.shutSince, reached: challenge.reached || seen.moved === 'nod' };
  const made = asked === 'blink' ? seen.blinked : asked === 'nod' ? next.reached && seen.back : seen.moved === asked;
  if (!made) return next;
  if (at - since < CHALLENGE.reactionMs) return failed(challenge, 'TIME');
  if (asked !== 'blink' && asked !== 'nod' && (reliefBetween(neutral, sample)?.value ?? 0) < CHALLENGE.relief)
    return failed(challenge, 'FLAT');
  const done = challenge.done + 1;
  if (done === challenge.gestures.length) return { ...next, done, state: 'passed' };
  return { ...next, done, phase: 'neutral', since: at, neutralSince: null, shutSince: null, reached: false };
}

interface SeenSinceNeutral {
  /** Which movement of the head has gone as far as its gesture asks. */
  readonly moved: Exclude<Gesture, 'blink'> | null;
  readonly back: boolean;
  readonly blinked: boolean;
  readonly shutSince: number | null;
}

function pastNeutral(
  { at, shutSince, anchor }: Challenge,
  sample: LivenessSample,
  neutral: LivenessSample,
): SeenSinceNeutral {
  const yaw = sample.pose.yaw - neutral.pose.yaw;
  const pitch = sample.pose.pitch - neutral.pose.pitch;
  const back = Math.abs(yaw) <= CHALLENGE.back && Math.abs(pitch) <= CHALLENGE.back;
  const share = sample.eyeAspectRatio / Math.max(1e-6, neutral.eyeAspectRatio);
  const shut = share <= CHALLENGE.shutEye && back;
  const inPlace = anchor !== null && anchor.at + STEADY_BEFORE_MS <= (shutSince ?? at);
  const opened = shutSince !== null && inPlace && share >= CHALLENGE.openEye && back;
  return {
    moved:
      yaw >= CHALLENGE.turn
        ? 'turn-left'
        : yaw <= -CHALLENGE.turn
          ? 'turn-right'
          : Math.abs(pitch) >= CHALLENGE.nod && Math.abs(yaw) < CHALLENGE.turn / 2
            ? 'nod'
            : null,
    back,
    blinked: opened && at - shutSince <= CHALLENGE.blinkMs,
    shutSince: inPlace && shut ? (shutSince ?? at) : opened || !back || !inPlace ? null : shutSince,
  };
}

const failed = (challenge: Challenge, failure: ChallengeFailure): Challenge => ({
  ...challenge,
  state: 'failed',
  failure,
});

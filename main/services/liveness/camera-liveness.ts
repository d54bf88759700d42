import { randomBytes, randomInt } from 'node:crypto';
import { askedNow, CHALLENGE, type Challenge } from '../../../models/liveness/challenge.ts';
import type { LivenessLimits } from '../../../models/liveness/limits.ts';
import { createNonceBook } from '../../../models/liveness/nonces.ts';
import { passiveVerdict } from '../../../models/liveness/passive.ts';
import { type FaceInFrame, sampleOf } from '../../../models/liveness/sample.ts';
import {
  advanceLiveness,
  beginLiveness,
  type LivenessPolicy,
  type LivenessSession,
} from '../../../models/liveness/session.ts';
import { remember } from '../../../models/liveness/window.ts';
import type { DeskLiveness } from '../../contract/liveness.ts';

/** What is known of one followed face when a frame has been looked at. */
export interface FollowedNow {
  readonly track: number;
  /** The person that enough frames agree on; null while there is none. */
  readonly person: string | null;
  readonly inView: boolean;
  readonly face: FaceInFrame | null;
}

/** How much the engine is to tell of the faces in the next frame. */
export type LivenessWish = 'nothing' | 'mesh' | 'pixels';

/** No challenge lasts longer. */
const CHALLENGE_LIFE_MS = 60_000;

/** Liveness of the faces before one camera: a session for each track that is taken for a person, while the policy asks for it. */
export interface CameraLiveness {
  wish(policy: LivenessPolicy): LivenessWish;
  /** @param at milliseconds on a clock that never goes back */
  look(faces: readonly FollowedNow[], policy: LivenessPolicy, at: number, nonce?: string): void;
  /** Null where nothing is asked of it. */
  of(track: number, policy: LivenessPolicy): DeskLiveness | null;
  /** Of the self-test: its faces are looked at by cues alone, whoever they are. */
  test(on: boolean): void;
  readonly testing: boolean;
}

export function createCameraLiveness(limits: () => LivenessLimits): CameraLiveness {
  const sessions = new Map<number, LivenessSession>();
  const nonces = createNonceBook(CHALLENGE_LIFE_MS);
  let testing = false;
  let last = 0;

  const next = (face: FollowedNow, policy: Exclude<LivenessPolicy, 'off'>, nonce?: string): LivenessSession => {
    // What was shown under another policy (another door's, the Desk's) does not count under this one.
    const key = `${face.track} ${face.person} ${policy}`;
    const before = sessions.get(face.track) ?? null;
    const sample = sampleOf(last, face.face!);
    const after = advanceLiveness(before, {
      at: last,
      face: key,
      sample,
      policy,
      limits: limits(),
      draw: () => {
        const drawn = randomBytes(16).toString('base64url');
        nonces.issue(drawn, last);
        return { nonce: drawn, seed: randomInt(2 ** 31) };
      },
      nonce,
    });
    // A challenge's number is spent by its end, whichever: no second pass rests on it.
    const ended =
      after.challenge !== null && after.challenge.state !== 'asking' && before?.challenge?.state === 'asking';
    if (ended && !nonces.spend(after.challenge!.nonce, last)) return { ...after, state: 'failed', reasons: ['NONCE'] };
    return after;
  };

  const look = (faces: readonly FollowedNow[], policy: LivenessPolicy, at: number, nonce?: string): void => {
    last = Math.max(last, at);
    const seen = new Set<number>();
    for (const face of faces) {
      if (!face.inView || face.face === null) continue;
      if (testing) {
        const session = sessions.get(face.track) ?? beginLiveness(String(face.track), last);
        const window = remember(session.window, sampleOf(last, face.face));
        sessions.set(face.track, { ...session, window });
      } else if (policy !== 'off' && face.person !== null) sessions.set(face.track, next(face, policy, nonce));
      else continue;
      seen.add(face.track);
    }
    // A face that was lost for a moment may be another when it is back.
    for (const track of sessions.keys()) if (!seen.has(track)) sessions.delete(track);
  };

  return {
    look,
    wish(policy) {
      if (testing) return 'pixels';
      if (policy === 'off') return 'nothing';
      const open = sessions.size === 0 || [...sessions.values()].some(({ state }) => state === 'undecided');
      return open ? 'pixels' : 'mesh';
    },
    of(track, policy) {
      const session = sessions.get(track);
      if (testing) {
        const verdict = passiveVerdict(session?.window ?? [], limits());
        return { policy: 'passive', ...copied(verdict), challenge: null };
      }
      if (policy === 'off') return null;
      if (session === undefined)
        return { policy, state: 'undecided', reasons: ['NOTHING_SEEN'], cues: [], challenge: null };
      const { state, reasons, passive, challenge } = session;
      return { policy, ...copied({ state, reasons, cues: passive?.cues ?? [] }), challenge: asked(challenge) };
    },
    test(on) {
      testing = on;
      sessions.clear();
    },
    get testing() {
      return testing;
    },
  };

  function asked(challenge: Challenge | null): DeskLiveness['challenge'] {
    if (challenge === null || challenge.state !== 'asking') return null;
    const { nonce, gestures, done, phase, since } = challenge;
    const limit = phase === 'neutral' ? CHALLENGE.neutralLimitMs : CHALLENGE.gestureLimitMs;
    const msLeft = Math.max(0, limit - (last - since));
    return { nonce, gestures: gestures.length, done, asked: askedNow(challenge), msLeft };
  }
}

const copied = <S extends DeskLiveness['state']>({
  state,
  reasons,
  cues,
}: {
  readonly state: S;
  readonly reasons: readonly DeskLiveness['reasons'][number][];
  readonly cues: readonly DeskLiveness['cues'][number][];
}) => ({ state, reasons: [...reasons], cues: cues.map((cue) => ({ ...cue })) });

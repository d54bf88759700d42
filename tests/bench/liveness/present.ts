import { askedNow } from '../../../models/liveness/challenge.ts';
import { DEFAULT_LIMITS } from '../../../models/liveness/limits.ts';
import { type HintNetworks, pixelCues } from '../../../models/liveness/pixel-cues.ts';
import { sampleOf } from '../../../models/liveness/sample.ts';
import { advanceLiveness, type LivenessPolicy, type LivenessSession } from '../../../models/liveness/session.ts';
import type { Pipeline } from '../../../models/pipeline.ts';
import type { FollowedFrame } from '../../../models/pipeline.types.ts';
import type { PlacedFace } from '../../../models/track/follow.ts';
import type { Actor } from './species.ts';

const FRAMES_A_SECOND = 10;

/** Longer than any doubt and challenge last. */
const SECONDS = 24;

export interface Shown {
  readonly session: LivenessSession | null;
  readonly seconds: number;
  /** Frames without a face. */
  readonly missed: number;
}

/** One presentation as the Desk looks at it: every fourth frame in full, the face followed in between, until it is decided. */
export async function present(
  actor: Actor,
  policy: Exclude<LivenessPolicy, 'off'>,
  seed: number,
  pipeline: Pipeline,
  networks: HintNetworks,
): Promise<Shown> {
  let placed: PlacedFace | null = null;
  let session: LivenessSession | null = null;
  let since = 0;
  let asked: ReturnType<typeof askedNow> = null;
  let missed = 0;
  let challenges = 0;
  const frames = SECONDS * FRAMES_A_SECOND;
  for (let i = 0; i < frames; i++) {
    const t = i / FRAMES_A_SECOND;
    const image = actor(t, asked === null ? null : { gesture: asked, since });
    const followed: FollowedFrame | null =
      i % 4 !== 0 && placed !== null ? await pipeline.follow(image, [placed]) : null;
    const seen: FollowedFrame['followed'][number] | undefined = followed?.followed[0];
    let sample: ReturnType<typeof sampleOf>;
    if (seen?.mesh !== undefined) {
      placed = { box: seen.box, landmarks: seen.landmarks };
      sample = sampleOf(t * 1000, { mesh: seen.mesh, pose: seen.pose });
    } else {
      const [face] = (await pipeline.analyse(image, { only: 'nearest-centre', embed: false })).faces;
      if (face === undefined) {
        missed++;
        placed = null;
        continue;
      }
      placed = { box: face.box, landmarks: face.landmarks };
      sample = sampleOf(t * 1000, {
        mesh: face.mesh,
        pose: face.pose,
        pixels: await pixelCues(image, face.box, networks),
      });
    }
    session = advanceLiveness(session, {
      at: t * 1000,
      face: 'one',
      sample,
      policy,
      limits: DEFAULT_LIMITS,
      draw: () => ({ nonce: `${seed}-${challenges}`, seed: Math.imul(seed, 2654435761) + challenges++ }),
    });
    const now = session.challenge === null ? null : askedNow(session.challenge);
    if (now !== asked) since = t;
    asked = now;
    if (session.state !== 'undecided') return { session, seconds: t, missed };
  }
  return { session, seconds: SECONDS, missed };
}

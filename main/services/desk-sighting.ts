import { fivePointsOf } from '../../models/align/five-points.ts';
import type { LivenessPolicy } from '../../models/liveness/session.ts';
import type { FollowedFaceSeen } from '../../models/pipeline.types.ts';
import type { PlacedFace } from '../../models/track/follow.ts';
import type { Sighting, Track } from '../../models/track/tracker.ts';
import type { DeskTrack } from '../contract/desk.ts';
import type { FaceDecision } from '../contract/identification.ts';
import type { EngineFace } from '../engine/protocol.ts';
import type { FaceAtDoor } from './access/doors.ts';
import type { SoftmaxVerdict } from './desk-softmax.ts';
import type { FollowedNow } from './liveness/camera-liveness.ts';

/** What a frame shows of a face, and what was decided of it when it was last compared. */
export interface DeskSighting extends Sighting {
  readonly face: FaceDecision;
  /** As it was last compared. */
  readonly probe: EngineFace;
  readonly pose: DeskTrack['pose'];
  /** What softmax said when the face was last compared; null where it was not asked or knows nobody. */
  readonly softmax: SoftmaxVerdict | null;
  /** Of this frame, where liveness asks for it. */
  readonly mesh: Float32Array | null;
}

export const sightingOf = (face: FaceDecision, probe: EngineFace, softmax: SoftmaxVerdict | null): DeskSighting => ({
  box: face.box,
  // A person's id can be neither word: ids are UUIDs.
  claim: face.decision === 'accepted' && face.person !== null ? face.person.id : face.decision,
  face,
  probe,
  pose: { ...probe.pose },
  softmax,
  mesh: probe.mesh,
});

/** Where the face is now; all else is as it was compared. */
export const movedSighting = (
  sighting: DeskSighting,
  { box, landmarks, pose, quality, mesh }: FollowedFaceSeen,
): DeskSighting => ({
  ...sighting,
  box,
  face: { ...sighting.face, box, landmarks: [...landmarks], quality: { ...quality, measures: [...quality.measures] } },
  pose: { ...pose },
  mesh: mesh ?? null,
});

export const placed = ({ sighting: { face } }: Track<DeskSighting>): PlacedFace => ({
  box: face.box,
  landmarks: fivePointsOf(face.landmarks),
});

export const isPerson = (claim: string | null): claim is string =>
  claim !== null && claim !== 'unknown' && claim !== 'rejected';

/** What liveness learns of a track from this frame. In a followed one the template and the pixels are old news. */
export function followedNow({ id, settled, missed, sighting }: Track<DeskSighting>, followed: boolean): FollowedNow {
  const { claim, mesh, pose, probe } = sighting;
  // Taken for another person in this very frame: whatever was shown before does not count for them.
  const person = isPerson(settled) && !(isPerson(claim) && claim !== settled) ? settled : null;
  const fresh = followed ? {} : { template: probe.template, pixels: probe.pixels };
  return { track: id, person, inView: missed === 0, face: mesh && { mesh, pose, ...fresh } };
}

/** Faces in view, as a door judges them. Where it asks for liveness, a face of which nothing is known yet has not shown it. */
export const atDoor = (
  tracks: readonly Track<DeskSighting>[],
  policy: LivenessPolicy,
  livenessOf: (track: Track<DeskSighting>) => DeskTrack['liveness'],
): FaceAtDoor[] =>
  tracks
    .filter(({ missed }) => missed === 0)
    .map((track) => {
      const { settled, agreeing, sighting } = track;
      const seen = livenessOf(track);
      return {
        ...{ settled, agreeing, face: sighting.face, probe: sighting.probe },
        liveness: policy === 'off' ? 'not-required' : (seen?.state ?? 'undecided'),
        livenessReasons: seen?.reasons ?? [],
      };
    });

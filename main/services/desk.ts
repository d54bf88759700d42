import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fivePointsOf } from '../../models/align/five-points.ts';
import type { FollowedFaceSeen } from '../../models/pipeline.types.ts';
import type { PlacedFace } from '../../models/track/follow.ts';
import type { FramePart } from '../../models/track/frame-part.ts';
import { surroundings } from '../../models/track/surroundings.ts';
import {
  advance,
  defaultTracking,
  moved,
  type Sighting,
  settledOnAll,
  type Track,
} from '../../models/track/tracker.ts';
import type { CameraFrame, Enough } from '../contract/camera-frame.ts';
import type { DeskFrame, DeskSoftmax, DeskTrack } from '../contract/desk.ts';
import { fail, type Outcome, ok } from '../contract/errors.ts';
import type { FaceDecision, ThresholdInUse } from '../contract/identification.ts';
import type { Handlers } from '../contract/index.ts';
import { newestWins } from '../engine/newest-wins.ts';
import type { EngineFace } from '../engine/protocol.ts';
import type { Core } from './core.ts';
import type { DeskSoftmaxService, SoftmaxVerdict } from './desk-softmax.ts';
import { cutPortraits } from './held-faces.ts';
import { lookUp } from './look-up.ts';
import { createVisits } from './visits.ts';

/** A camera unheard of for this long is forgotten, its tracks with it. */
const forgetMs = 60_000;

interface DeskSighting extends Sighting {
  readonly face: FaceDecision;
  /** As it was last compared. */
  readonly probe: EngineFace;
  readonly pose: DeskTrack['pose'];
  /** What softmax said when the face was last compared; null where it was not asked or knows nobody. */
  readonly softmax: SoftmaxVerdict | null;
}

/** A settled face is compared anew after this many frames in which it was only followed, and … */
const framesBetween = 3;

/** … after this long at the latest, so that on a slow machine too nobody takes another's place unseen. */
const restMs = 400;

interface Camera {
  tracks: readonly Track<DeskSighting>[];
  /** Of the last frame whose faces were compared. */
  compared: { readonly modelId: string; readonly threshold: ThresholdInUse; readonly at: number } | null;
  /** Frames since then. */
  followedFor: number;
  /** What was noted of a track, and as what. */
  events: ReadonlyMap<number, { readonly seq: number; readonly settled: string | null }>;
  nextId: number;
  lastFrame: number;
  readonly take: (frame: Frame) => Promise<Outcome<DeskFrame> | null>;
}

interface Frame {
  readonly image: CameraFrame | Uint8Array;
  readonly part: FramePart | undefined;
  readonly record: boolean;
  readonly softmax: boolean;
}

/** The live desk: frames of a camera → tracks with decisions that several frames agree on → one event a visit. */
export function deskHandlers(
  core: Core,
  deskSoftmax: DeskSoftmaxService,
): Pick<Handlers, 'desk.frame' | 'desk.samplePhotos'> {
  const cameras = new Map<string, Camera>();
  const visits = createVisits(core);

  const cameraOf = (id: string): Camera => {
    const now = Date.now();
    for (const [other, { lastFrame }] of cameras) if (now - lastFrame > forgetMs) cameras.delete(other);
    const known = cameras.get(id);
    if (known !== undefined) {
      known.lastFrame = now;
      return known;
    }
    const camera: Camera = {
      tracks: [],
      compared: null,
      followedFor: 0,
      events: new Map(),
      nextId: 1,
      lastFrame: now,
      take: newestWins((frame: Frame) => look(camera, frame)),
    };
    cameras.set(id, camera);
    return camera;
  };

  /** New visits of a camera; of tracks that are gone nothing is kept. */
  const noted = (camera: Camera, threshold: ThresholdInUse): ReturnType<typeof visits.note> => {
    const events = visits.note(camera.tracks, threshold);
    const settled = new Map(camera.tracks.map((track) => [track.id, track.settled]));
    camera.events = new Map([
      ...[...camera.events].filter(([id]) => settled.has(id)),
      ...events.map(({ seq, track }) => [track, { seq, settled: settled.get(track) ?? null }] as const),
    ]);
    return events;
  };

  const look = async (camera: Camera, { image, part, record, softmax }: Frame): Promise<Outcome<DeskFrame>> => {
    const before = camera.tracks;
    const modelId = core.record().id;
    // Whoever was removed a moment ago is compared at once.
    const present = before.every(
      ({ sighting: { claim, face } }) => claim !== face.person?.id || core.store.people.find(claim),
    );
    const follows = present && mayFollow(camera, modelId);
    if (part !== undefined && (!follows || !(image instanceof Uint8Array)))
      return fail('WHOLE_FRAME_NEEDED', 'Faces are compared anew: send the whole frame.');
    const picture = part === undefined ? image : { part, data: image as Uint8Array };
    const analysis = follows
      ? await core.engine.follow(modelId, picture, before.map(placed))
      : await core.engine.analyse(modelId, picture, { search: 'frame' });
    if (!analysis.ok) return analysis;
    const { width, height, ms } = analysis.value;
    const answer = (search: number, threshold: ThresholdInUse, followed: boolean): Outcome<DeskFrame> => {
      // A visit begins in a frame whose faces were compared; portraits are cut from all of it.
      if (record && !followed) void cutPortraits(core, image, noted(camera, threshold));
      const tracks = camera.tracks.filter((track) => track.missed === 0).map((track) => trackOf(core, camera, track));
      return ok({
        width,
        height,
        tracks,
        ms: { ...ms, search, total: ms.total + search },
        threshold,
        modelId,
        followed,
        enough: mayFollow(camera, modelId) ? enough(camera.tracks, { width, height }) : null,
        ...(softmax && { softmax: softmaxOf(core, deskSoftmax, camera.tracks) }),
      });
    };
    if ('followed' in analysis.value) {
      const { followed } = analysis.value;
      camera.tracks = moved(
        before,
        before.map(({ sighting }, index) => movedSighting(sighting, followed[index]!)),
      );
      camera.followedFor++;
      return answer(0, camera.compared!.threshold, true);
    }
    // The model was changed meanwhile: these templates have nothing to be compared with.
    if (core.gallery().modelId !== modelId) return look(camera, { image, part, record, softmax });
    const { faces } = analysis.value;
    const { decisions, threshold, search } = await lookUp(core, faces);
    camera.compared = { modelId, threshold, at: Date.now() };
    camera.followedFor = 0;
    const options = { ...defaultTracking, agreeingFrames: core.settings().agreeingFrames };
    camera.tracks = advance(
      before,
      decisions.map((face, index) => {
        const said = softmax ? deskSoftmax.verdict(faces[index]!.template) : null;
        return sightingOf(face, faces[index]!, said);
      }),
      options,
      camera.nextId,
    );
    camera.nextId = Math.max(camera.nextId, ...camera.tracks.map((track) => track.id + 1));
    return answer(search, threshold, false);
  };

  return {
    'desk.frame': async ({ camera, image, part, record, softmax }) =>
      (await cameraOf(camera).take({ image, part, record, softmax })) ?? fail('CANCELLED', 'A newer frame came first.'),

    'desk.samplePhotos': async () => {
      const folder = join(core.weightsDir, 'samples');
      const files = await readdir(folder).catch(() => []);
      const photos = await Promise.all(
        files.sort().map(async (file) => new Uint8Array(await readFile(join(folder, file)))),
      );
      return ok({ photos });
    },
  };
}

/** Whoever is before the camera is known or known to be unknown, and was compared a moment ago, with the model in use. */
const mayFollow = ({ tracks, compared, followedFor }: Camera, modelId: string): boolean =>
  tracks.length > 0 &&
  compared?.modelId === modelId &&
  followedFor < framesBetween &&
  Date.now() - compared.at < restMs &&
  settledOnAll(tracks);

/** Strangers may be asked who they are: then a picture of theirs is wanted. */
const enough = (
  tracks: readonly Track<DeskSighting>[],
  frame: { readonly width: number; readonly height: number },
): Enough | null => surroundings(tracks.map(placed), frame, (index) => tracks[index]!.settled === 'unknown');

const placed = ({ sighting: { face } }: Track<DeskSighting>): PlacedFace => ({
  box: face.box,
  landmarks: fivePointsOf(face.landmarks),
});

const movedSighting = (sighting: DeskSighting, { box, landmarks, pose, quality }: FollowedFaceSeen): DeskSighting => ({
  ...sighting,
  box,
  face: { ...sighting.face, box, landmarks: [...landmarks], quality: { ...quality, measures: [...quality.measures] } },
  pose: { ...pose },
});

const sightingOf = (face: FaceDecision, probe: EngineFace, softmax: SoftmaxVerdict | null): DeskSighting => ({
  box: face.box,
  // A person's id can be neither word: ids are UUIDs.
  claim: face.decision === 'accepted' && face.person !== null ? face.person.id : face.decision,
  face,
  probe,
  pose: { ...probe.pose },
  softmax,
});

/** What softmax says of the faces in view. */
function softmaxOf(core: Core, service: DeskSoftmaxService, tracks: readonly Track<DeskSighting>[]): DeskSoftmax {
  const answers = tracks.flatMap(({ id, missed, sighting: { softmax } }) => {
    if (missed > 0 || softmax === null) return [];
    const { personId, ...said } = softmax;
    const person = core.store.people.find(personId);
    return [{ track: id, person: person && { id: person.id, name: person.name }, ...said }];
  });
  return { ...service.standing(), answers };
}

function trackOf(
  core: Core,
  camera: Pick<Camera, 'events'>,
  { id, sighting, settled, agreeing }: Track<DeskSighting>,
): DeskTrack {
  const { face, pose } = sighting;
  const noted = camera.events.get(id);
  const event = noted !== undefined && noted.settled === settled ? `${noted.seq}` : null;
  const base = { id, agreeing, event, pose, face };
  if (settled === 'unknown' || settled === 'rejected') return { ...base, state: settled, person: null };
  const person = settled === null ? null : core.store.people.find(settled);
  // Removed a moment ago: the frames to come decide anew.
  if (person === null) return { ...base, state: 'deciding', person: null };
  return { ...base, state: 'accepted', person: { id: person.id, name: person.name } };
}

import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FramePart } from '../../models/track/frame-part.ts';
import { surroundings } from '../../models/track/surroundings.ts';
import { advance, defaultTracking, moved, settledOnAll, type Track } from '../../models/track/tracker.ts';
import type { CameraFrame, Enough } from '../contract/camera-frame.ts';
import type { DeskFrame, DeskSoftmax, DeskTrack } from '../contract/desk.ts';
import { fail, type Outcome, ok } from '../contract/errors.ts';
import type { ThresholdInUse } from '../contract/identification.ts';
import type { Handlers } from '../contract/index.ts';
import { newestWins } from '../engine/newest-wins.ts';
import type { Doors } from './access/doors.ts';
import type { Core } from './core.ts';
import {
  atDoor,
  type DeskSighting,
  followedNow,
  isPerson,
  movedSighting,
  placed,
  sightingOf,
} from './desk-sighting.ts';
import type { DeskSoftmaxService } from './desk-softmax.ts';
import { takeEventPictures } from './event-pictures.ts';
import { type CameraLiveness, createCameraLiveness } from './liveness/camera-liveness.ts';
import type { LivenessInForce, TestedCameras } from './liveness/liveness.ts';
import { lookUp } from './look-up.ts';
import { createVisits } from './visits.ts';

/** A camera unheard of for this long is forgotten, its tracks with it. */
const forgetMs = 60_000;

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
  readonly liveness: CameraLiveness;
  readonly take: (frame: Frame) => Promise<Outcome<DeskFrame> | null>;
}

interface Frame {
  readonly image: CameraFrame | Uint8Array;
  readonly part: FramePart | undefined;
  readonly record: boolean;
  readonly softmax: boolean;
  readonly nonce: string | undefined;
  readonly door: { readonly id: string; readonly camera: string } | undefined;
}

/** The live desk: frames of a camera → tracks with decisions that several frames agree on → one event a visit. */
export function deskHandlers(
  core: Core,
  deskSoftmax: DeskSoftmaxService,
  liveness: LivenessInForce,
  doors: Pick<Doors, 'look' | 'liveness'>,
): { readonly handlers: Pick<Handlers, 'desk.frame' | 'desk.samplePhotos'>; readonly tested: TestedCameras } {
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
      liveness: createCameraLiveness(liveness.limits),
      take: newestWins((frame: Frame) => look(camera, frame)),
    };
    cameras.set(id, camera);
    return camera;
  };

  /** New visits of a camera; of tracks that are gone nothing is kept. */
  const noted = (
    camera: Camera,
    threshold: ThresholdInUse,
    livenessOf: (track: Track<DeskSighting>) => DeskTrack['liveness'],
  ): ReturnType<typeof visits.note> => {
    const events = visits.note(camera.tracks, threshold, livenessOf);
    const settled = new Map(camera.tracks.map((track) => [track.id, track.settled]));
    camera.events = new Map([
      ...[...camera.events].filter(([id]) => settled.has(id)),
      ...events.map(({ seq, track }) => [track, { seq, settled: settled.get(track) ?? null }] as const),
    ]);
    return events;
  };

  const look = async (camera: Camera, frame: Frame): Promise<Outcome<DeskFrame>> => {
    const { image, part, record, softmax, nonce, door } = frame;
    await core.precedence.clear();
    const before = camera.tracks;
    const policy = (door && doors.liveness(door.id)) ?? core.settings().liveness;
    const wish = camera.liveness.wish(policy);
    const asked = wish === 'nothing' ? undefined : wish;
    const takenAt = performance.now();
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
      ? await core.engine.follow(modelId, picture, before.map(placed), asked)
      : await core.engine.analyse(modelId, picture, { search: 'frame', liveness: asked });
    if (!analysis.ok) return analysis;
    const { width, height, ms } = analysis.value;
    const answer = (search: number, threshold: ThresholdInUse, followed: boolean): Outcome<DeskFrame> => {
      camera.liveness.look(
        camera.tracks.map((track) => followedNow(track, followed)),
        policy,
        takenAt,
        nonce,
      );
      const { testing } = camera.liveness;
      const livenessOf = ({ id, settled }: Track<DeskSighting>) =>
        testing || isPerson(settled) ? camera.liveness.of(id, policy) : null;
      // What is held before the camera in the self-test neither opens a door nor is an event.
      const looked =
        door === undefined || testing
          ? null
          : doors.look({
              doorId: door.id,
              camera: door.camera,
              faces: atDoor(camera.tracks, policy, livenessOf),
              threshold,
            });
      // A door's events stand for its visits; without one, or once it was removed, the desk notes them itself. A visit begins in a frame
      // whose faces were compared; portraits are cut from all of it.
      if (looked !== null && part === undefined) void takeEventPictures(core, image, looked.noted);
      else if (looked === null && record && !followed && !testing)
        void takeEventPictures(core, image, noted(camera, threshold, livenessOf));
      const tracks = camera.tracks
        .filter((track) => track.missed === 0)
        .map((track) => trackOf(core, camera, track, livenessOf(track)));
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
        ...(looked !== null && { door: looked.status }),
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
    if (core.gallery().modelId !== modelId) return look(camera, frame);
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

  const tested: TestedCameras = {
    test: (id, on) => cameraOf(id).liveness.test(on),
    shown(id) {
      const camera = cameras.get(id);
      if (camera?.liveness.testing !== true) return null;
      return camera.tracks
        .filter(({ missed }) => missed === 0)
        .map((track) => camera.liveness.of(track.id, 'passive')?.cues ?? []);
    },
  };
  const handlers: Pick<Handlers, 'desk.frame' | 'desk.samplePhotos'> = {
    'desk.frame': async ({ camera, image, part, record, softmax, nonce, door }, { who }) => {
      const locked = who.kind === 'nobody';
      // A locked desk cannot be asked to look without a note of it.
      const frame = { image, part, record: record || locked, softmax: softmax && !locked, nonce, door };
      const outcome = await cameraOf(camera).take(frame);
      if (outcome === null) return fail('CANCELLED', 'A newer frame came first.');
      return outcome.ok && locked ? ok(recogniseOnly(outcome.value)) : outcome;
    },

    'desk.samplePhotos': async () => {
      const folder = join(core.weightsDir, 'samples');
      const files = await readdir(folder).catch(() => []);
      const photos = await Promise.all(
        files.sort().map(async (file) => new Uint8Array(await readFile(join(folder, file)))),
      );
      return ok({ photos });
    },
  };
  return { handlers, tested };
}

/**
 * What anybody may see: who was recognised. Not who comes next, and no scores, of liveness neither: by them somebody could change a picture step by step until
 * it passes (hill climbing).
 */
const recogniseOnly = (frame: DeskFrame): DeskFrame => ({
  ...frame,
  tracks: frame.tracks.map(({ face, liveness, ...track }) => ({
    ...track,
    liveness: liveness && { ...liveness, cues: [] },
    face: { ...face, person: track.person, score: null, runnerUp: null, margin: null },
  })),
});

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
  liveness: DeskTrack['liveness'],
): DeskTrack {
  const { face, pose } = sighting;
  const noted = camera.events.get(id);
  const event = noted !== undefined && noted.settled === settled ? `${noted.seq}` : null;
  const base = { id, agreeing, event, pose, face, liveness };
  if (settled === 'unknown' || settled === 'rejected') return { ...base, state: settled, person: null };
  const person = settled === null ? null : core.store.people.find(settled);
  // Removed a moment ago: the frames to come decide anew.
  if (person === null) return { ...base, state: 'deciding', person: null };
  // Somebody was recognised; under a policy that alone opens nothing.
  if (liveness !== null && liveness.state !== 'passed')
    return { ...base, state: liveness.state === 'failed' ? 'rejected' : 'deciding', person: null };
  return { ...base, state: 'accepted', person: { id: person.id, name: person.name } };
}

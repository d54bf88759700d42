import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { advance, defaultTracking, type Sighting, type Track } from '../../models/track/tracker.ts';
import type { CameraFrame } from '../contract/camera-frame.ts';
import type { DeskFrame, DeskTrack } from '../contract/desk.ts';
import { fail, type Outcome, ok } from '../contract/errors.ts';
import type { FaceDecision } from '../contract/identification.ts';
import type { Handlers } from '../contract/index.ts';
import { newestWins } from '../engine/newest-wins.ts';
import type { EngineFace } from '../engine/protocol.ts';
import type { Core } from './core.ts';
import { analyseForGallery, lookUp } from './look-up.ts';
import { createVisits } from './visits.ts';

/** A camera unheard of for this long is forgotten, its tracks with it. */
const forgetMs = 60_000;

interface DeskSighting extends Sighting {
  readonly face: FaceDecision;
  readonly pose: DeskTrack['pose'];
}

interface Camera {
  tracks: readonly Track<DeskSighting>[];
  nextId: number;
  lastFrame: number;
  readonly take: (frame: Frame) => Promise<Outcome<DeskFrame> | null>;
}

interface Frame {
  readonly image: CameraFrame | Uint8Array;
  readonly record: boolean;
}

/** The live desk: frames of a camera → tracks with decisions that several frames agree on → one event a visit. */
export function deskHandlers(core: Core): Pick<Handlers, 'desk.frame' | 'desk.samplePhotos'> {
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
      nextId: 1,
      lastFrame: now,
      take: newestWins((frame: Frame) => look(camera, frame)),
    };
    cameras.set(id, camera);
    return camera;
  };

  const look = async (camera: Camera, { image, record }: Frame): Promise<Outcome<DeskFrame>> => {
    const analysis = await analyseForGallery(core, image, { search: 'frame' });
    if (!analysis.ok) return analysis;
    const { faces, width, height, modelId, ms } = analysis.value;
    const { decisions, threshold, search } = await lookUp(core, faces);
    const options = { ...defaultTracking, agreeingFrames: core.settings().agreeingFrames };
    const before = camera.tracks;
    camera.tracks = advance(
      before,
      decisions.map((face, index) => sightingOf(face, faces[index])),
      options,
      camera.nextId,
    );
    camera.nextId = Math.max(camera.nextId, ...camera.tracks.map((track) => track.id + 1));
    if (record) visits.note(camera.tracks);
    const tracks = camera.tracks.filter((track) => track.missed === 0).map((track) => trackOf(core, track));
    return ok({ width, height, tracks, ms: { ...ms, search, total: ms.total + search }, threshold, modelId });
  };

  return {
    'desk.frame': async ({ camera, image, record }) =>
      (await cameraOf(camera).take({ image, record })) ?? fail('CANCELLED', 'A newer frame came first.'),

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

const sightingOf = (face: FaceDecision, { pose }: EngineFace): DeskSighting => ({
  box: face.box,
  // A person's id can be neither word: ids are UUIDs.
  claim: face.decision === 'accepted' && face.person !== null ? face.person.id : face.decision,
  face,
  pose: { ...pose },
});

function trackOf(core: Core, { id, sighting, settled, agreeing }: Track<DeskSighting>): DeskTrack {
  const { face, pose } = sighting;
  const base = { id, agreeing, pose, face };
  if (settled === 'unknown' || settled === 'rejected') return { ...base, state: settled, person: null };
  const person = settled === null ? null : core.store.people.find(settled);
  // Removed a moment ago: the frames to come decide anew.
  if (person === null) return { ...base, state: 'deciding', person: null };
  return { ...base, state: 'accepted', person: { id: person.id, name: person.name } };
}

import { boxIou } from '../../models/detect/box-iou.ts';
import type { FaceBox } from '../contract/faces.ts';
import type { EngineFace, PictureInput } from '../engine/protocol.ts';
import type { Core } from './core.ts';

/** Of a face as a later look at the same picture finds it again; less overlap may be somebody else. */
const overlap = 0.5;

/**
 * The pictures of faces that became events, once a visit and beside the frames: a live frame's analysis makes none. Each gets a portrait,
 * held in memory, and where snapshots are wanted one is kept. What fails leaves the event without them, so that its face can be judged but
 * not enrolled.
 */
export async function takeEventPictures(
  core: Core,
  image: PictureInput,
  events: readonly { readonly seq: number; readonly personId: string | null; readonly box: FaceBox }[],
): Promise<void> {
  if (events.length === 0) return;
  const { eventSnapshots: snapshots } = core.settings();
  const analysis = await core.engine.analyse(core.record().id, image, { search: 'frame', portraits: true, snapshots });
  if (!analysis.ok) return;
  for (const { seq, personId, box } of events) {
    const [face] = analysis.value.faces
      .filter((one) => boxIou(one.box, box) >= overlap)
      .sort((a: EngineFace, b: EngineFace) => boxIou(b.box, box) - boxIou(a.box, box));
    if (face?.portrait !== undefined) core.heldFaces.setPortrait(seq, face.portrait);
    if (face?.snapshot !== undefined) keepSnapshot(core, seq, personId, face.snapshot);
  }
}

function keepSnapshot(core: Core, seq: number, personId: string | null, picture: Uint8Array): void {
  const { eventSnapshots, snapshotDays, strangerSnapshotHours } = core.settings();
  if (!eventSnapshots) return; // switched off meanwhile
  const hours = personId === null ? strangerSnapshotHours : 24 * snapshotDays;
  try {
    if (core.store.snapshots.put(seq, personId, picture, new Date(Date.now() + hours * 3_600_000)))
      core.emit('event', { seq });
  } catch (error) {
    // A full disk costs the picture, not the decision.
    core.log.error('snapshot not kept', { errorKind: error instanceof Error ? error.name : typeof error });
  }
}

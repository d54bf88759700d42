import type { CallError, Outcome } from '../../../main/contract/errors.ts';
import { type FivePoints, fivePointsOf } from '../../../models/align/five-points.ts';
import type { RgbImage } from '../../../models/image.ts';
import { call, subscribe } from '../../host/host.ts';
import { drawSynthetic } from './draw-synthetic.ts';
import { alignedCrop, pixelsOf, ppmOf } from './face-pixels.ts';
import type { FaceKind } from './face-source.ts';

/** A face as a lesson has it: held by this page alone, never in a link and never kept. */
export interface LessonFace {
  readonly kind: FaceKind;
  /** Of an enrolled person. */
  readonly person: { readonly id: string; readonly name: string } | null;
  /** Upright and whole; `alignedCrop` cuts as much of it as a lesson needs. */
  readonly picture: RgbImage;
  /** In pixels of the picture. */
  readonly landmarks: FivePoints;
  /** The aligned crop, 112 × 112. */
  readonly chip: RgbImage;
  /** Unit length, by the model in use. */
  readonly template: Float32Array;
  readonly modelId: string;
  /** Of an enrolled person: which of the gallery's templates it is. */
  readonly templateId: string | null;
}

/** Of people who do not exist: drawn and embedded once while the model is the same. */
const made = new Map<string, Promise<Outcome<LessonFace>>>();

/** The model that they were embedded by, as far as it is known. */
let model: string | null = null;
const listeners = new Set<() => void>();

subscribe((topic, value) => {
  if (topic === 'settings.changed') {
    // Another model makes other templates; another language none.
    const { modelId } = value as { modelId?: string };
    if (modelId === undefined || modelId === model) return;
    model = modelId;
    made.clear();
  } else if (topic !== 'people.changed') return;
  for (const listener of listeners) listener();
});

/** Told when faces and templates are to be asked for anew: other people, or another model. Returns what ends it. */
export function onFacesChanged(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Of a picture in hand, the largest face in it. */
export async function faceOfPicture(
  kind: FaceKind,
  picture: RgbImage,
  search: 'still' | 'frame' = 'still',
): Promise<Outcome<LessonFace>> {
  const outcome = await call('lessons.face', { image: ppmOf(picture), search });
  if (!outcome.ok) return outcome;
  const { modelId, template, landmarks } = outcome.value;
  model ??= modelId;
  const points = fivePointsOf(landmarks);
  const chip = alignedCrop(picture, points);
  return {
    ok: true,
    value: { kind, person: null, picture, landmarks: points, chip, template, modelId, templateId: null },
  };
}

/** The best picture kept of an enrolled person, with its template. */
export async function faceOfPerson({ id, name }: { id: string; name: string }): Promise<Outcome<LessonFace>> {
  const outcome = await call('lessons.face', { personId: id });
  if (!outcome.ok) return outcome;
  const { modelId, template, landmarks, picture: png, templateId } = outcome.value;
  if (png === null) return { ok: false, error: unreadable };
  const picture = await pixelsOf(new Blob([png as Uint8Array<ArrayBuffer>], { type: 'image/png' }));
  const points = fivePointsOf(landmarks);
  const chip = alignedCrop(picture, points);
  return {
    ok: true,
    value: { kind: 'enrolled', person: { id, name }, picture, landmarks: points, chip, template, modelId, templateId },
  };
}

export const unreadable: CallError = {
  code: 'UNSUPPORTED_IMAGE',
  message: 'The browser cannot read this picture. Use a JPEG or PNG file.',
};

/**
 * A synthetic person. `probe` is a larger picture, smiling a little, `gallery` another one, neutral, so that the two are as two
 * pictures of one person.
 */
export function syntheticFace(person: number, as: 'probe' | 'gallery' = 'probe'): Promise<Outcome<LessonFace>> {
  const key = `${person} ${as}`;
  const known = made.get(key);
  if (known !== undefined) return known;
  const face = drawSynthetic(
    as === 'probe' ? { person, picture: 1, size: 320, head: 0.46 } : { person, picture: 0, size: 144, head: 0.7 },
  ).then((picture) => faceOfPicture('synthetic', picture, 'frame'));
  made.set(key, face);
  void face.then(
    (outcome) => {
      if (!outcome.ok) made.delete(key);
    },
    () => made.delete(key),
  );
  return face;
}

import { readFile } from 'node:fs/promises';
import type { TrainingData } from '../../contract/recipe.ts';
import type { PictureOrder } from '../../engine/training/protocol.ts';
import type { Core } from '../core.ts';
import { cropFromBytes } from '../stored-crop.ts';
import type { PictureRef } from './picture-list.ts';

/** What the engine makes a picture of, fetched from where it is kept; a reason where it is gone. */
export async function orderOf(
  core: Core,
  data: TrainingData,
  ref: PictureRef,
): Promise<{ readonly order: PictureOrder } | { readonly reason: string }> {
  if (ref.kind === 'synthetic') {
    if (data.source !== 'synthetic') throw new Error('a synthetic picture in data of another kind');
    return { order: { kind: 'synthetic', choice: data, index: ref.index } };
  }
  if (ref.kind === 'crop') {
    const bytes = core.store.templates.findCrop(ref);
    return bytes === null
      ? { reason: 'the picture was removed' }
      : { order: { kind: 'crop', crop: cropFromBytes(bytes) } };
  }
  try {
    const bytes = new Uint8Array(await readFile(ref.path));
    return { order: { kind: 'file', bytes, ...(ref.landmarks === undefined ? {} : { landmarks: ref.landmarks }) } };
  } catch (error) {
    return { reason: `the file cannot be read (${(error as NodeJS.ErrnoException).code ?? 'unknown'})` };
  }
}

/** How a skipped picture is named. */
export const nameOf = (ref: PictureRef): string =>
  ref.kind === 'file' ? ref.path : ref.kind === 'crop' ? 'a stored picture' : `synthetic picture ${ref.index}`;

/** What the trainer calls a picture: it is in the checkpoint, which outlives people, so nothing of a person is in it. */
export const referenceOf = (ref: PictureRef, index: number): string =>
  ref.kind === 'synthetic' ? `synthetic:${ref.index}` : `picture:${index}`;

import type { Outcome } from '../../contract/errors.ts';
import { ok } from '../../contract/errors.ts';
import type { TrainingRecipe } from '../../contract/recipe.ts';
import type { Engine } from '../../engine/engine.ts';
import type { PictureOrder } from '../../engine/training/protocol.ts';
import type { Core } from '../core.ts';
import type { ListedPicture } from './picture-list.ts';
import { nameOf, orderOf } from './picture-orders.ts';

/** Pictures sent to the engine at once. */
const batch = { synthetic: 256, people: 32, folder: 16, list: 16 } as const;

export interface Skipped {
  readonly path: string;
  readonly reason: string;
}

export interface ReadPictures {
  /** Those that are kept in the engine, under their place in the list that was given; files with the landmarks found. */
  readonly kept: readonly { readonly place: number; readonly picture: ListedPicture }[];
  readonly skipped: readonly Skipped[];
}

/**
 * Has the engine make and keep the chips of a list of pictures, once. What cannot be read is passed over and named. `stopped` is
 * asked between batches; then what was read until now is answered.
 */
export async function readPictures(
  core: Core,
  engine: Engine,
  { data, network }: Pick<TrainingRecipe, 'data' | 'network'>,
  pictures: readonly ListedPicture[],
  onProgress: (done: number) => void,
  stopped: () => boolean,
): Promise<Outcome<ReadPictures>> {
  const kept: { place: number; picture: ListedPicture }[] = [];
  const skipped: Skipped[] = [];
  const size = batch[data.source];
  for (let from = 0; from < pictures.length && !stopped(); from += size) {
    const orders: PictureOrder[] = [];
    const keep: number[] = [];
    for (const [i, { ref }] of pictures.slice(from, from + size).entries()) {
      const fetched = await orderOf(core, data, ref);
      if ('reason' in fetched) {
        skipped.push({ path: nameOf(ref), reason: fetched.reason });
        continue;
      }
      orders.push(fetched.order);
      keep.push(from + i);
    }
    const made = await engine.training({ do: 'pictures', network, orders, keep });
    if (!made.ok) return made;
    for (const [i, result] of made.value.results.entries()) {
      const place = keep[i]!;
      const picture = pictures[place]!;
      if (!result.ok) skipped.push({ path: nameOf(picture.ref), reason: result.reason });
      else kept.push({ place, picture: withLandmarks(picture, result.landmarks) });
    }
    onProgress(Math.min(from + size, pictures.length));
  }
  return ok({ kept, skipped });
}

function withLandmarks(picture: ListedPicture, landmarks: readonly { x: number; y: number }[] | undefined) {
  return picture.ref.kind === 'file' && landmarks !== undefined
    ? { ...picture, ref: { ...picture.ref, landmarks } }
    : picture;
}

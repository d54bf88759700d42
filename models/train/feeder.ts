import type { NetworkChoice } from '../embed/networks/choice.ts';
import { inputFormat } from '../embed/networks/input-format.ts';
import { augmentedPictures, loaded, stepRandom } from './batches.ts';
import type { PictureSource } from './picture-source.ts';
import type { Augmentation } from './recipe.ts';

/** Turns pictures into what the trained part of a network takes. */
export interface Feeder {
  /** Of one example. */
  readonly shape: readonly number[];
  /** 2: a picture's embedding is the direction of the mean of its own and its mirror image's, as at the desk. */
  readonly views: 1 | 2;
  /** Augmented examples of a step, one after the other. */
  training(pictures: Int32Array, seed: number, step: number): Promise<Float32Array>;
  /** Examples as they are. */
  plain(pictures: Int32Array, view: number): Promise<Float32Array>;
}

/** Pictures themselves, scaled as the network wants them. */
export function pictureFeeder(source: PictureSource, network: NetworkChoice, augmentation: Augmentation): Feeder {
  const { mean, std } = inputFormat(network);
  const { size } = source;
  const scaled = (values: Float32Array): Float32Array => {
    for (let i = 0; i < values.length; i++) values[i] = (values[i]! - mean) / std;
    return values;
  };
  return {
    shape: [size, size, 3],
    views: network.backbone === 'pretrained-projection' ? 2 : 1,
    training: async (pictures, seed, step) =>
      scaled(await augmentedPictures(source, pictures, augmentation, seed, step)),
    async plain(pictures, view) {
      const values = new Float32Array(pictures.length * size * size * 3);
      for (const [k, bytes] of (await loaded(source, pictures)).entries())
        values.set(view === 0 ? bytes : mirrored(bytes, size), k * size * size * 3);
      return scaled(values);
    },
  };
}

/** Embeddings of a frozen network that were computed once: [pictures, 2, dimension], picture and mirror image. */
export function featureFeeder(features: Float32Array, dimension: number, { flip }: Augmentation): Feeder {
  const row = (picture: number, view: number): Float32Array =>
    features.subarray((2 * picture + view) * dimension, (2 * picture + view + 1) * dimension);
  const rows = (pictures: Int32Array, view: (k: number) => number): Float32Array => {
    const values = new Float32Array(pictures.length * dimension);
    for (const [k, picture] of pictures.entries()) values.set(row(picture, view(k)), k * dimension);
    return values;
  };
  return {
    shape: [dimension],
    views: 2,
    async training(pictures, seed, step) {
      const random = stepRandom(seed, step, 0);
      return rows(pictures, () => (flip && random() < 0.5 ? 1 : 0));
    },
    plain: async (pictures, view) => rows(pictures, () => view),
  };
}

/** Left and right swapped. */
function mirrored(bytes: Uint8Array, size: number): Uint8Array {
  const result = new Uint8Array(bytes.length);
  for (let at = 0; at < bytes.length; at += 3) {
    const pixel = at / 3;
    const x = pixel % size;
    result.set(bytes.subarray(at, at + 3), (pixel - x + size - 1 - x) * 3);
  }
  return result;
}

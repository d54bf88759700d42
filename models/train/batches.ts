import { seededRandom } from '../metrics/seeded-random.ts';
import { type PByK, pByKBatches } from '../samplers/p-by-k.ts';
import { augmentPicture } from './augment.ts';
import type { PictureSource } from './picture-source.ts';
import type { Augmentation, Recipe } from './recipe.ts';

/** Pictures of one step, before they are pixels. */
export interface BatchPlan {
  readonly epoch: number;
  /** Indexes into the source, person by person. */
  readonly pictures: Int32Array;
}

/**
 * The batches of a run as a function of the step alone, so that a resumed run sees what an uninterrupted one would.
 * @param part the training part's pictures, as indexes into `labels`
 */
export class BatchPlanner {
  private readonly part: Int32Array;
  private readonly own: Int32Array;
  private readonly size: PByK;
  private readonly seed: number;
  private epoch = -1;
  private batches: Int32Array[] = [];
  readonly perEpoch: number;

  constructor(labels: Int32Array, part: Int32Array, batch: Recipe['batch'], seed: number) {
    this.part = part;
    this.own = part.map((picture) => labels[picture]!);
    this.size = { people: batch.people, images: batch.pictures };
    this.seed = seed;
    this.perEpoch = Math.ceil(new Set(this.own).size / batch.people);
  }

  /** @param step from 0 */
  at(step: number): BatchPlan {
    const epoch = Math.floor(step / this.perEpoch);
    if (epoch !== this.epoch) {
      this.batches = pByKBatches(this.own, this.size, this.seed, epoch);
      this.epoch = epoch;
    }
    return { epoch, pictures: this.batches[step % this.perEpoch]!.map((k) => this.part[k]!) };
  }
}

/** A stream of random numbers for one step and one use of it. */
export const stepRandom = (seed: number, step: number, use: number) =>
  seededRandom(Math.imul(seed, 0x9e3779b1) ^ Math.imul(step + 1, 0x85ebca6b) ^ Math.imul(use + 1, 0xc2b2ae35));

/**
 * Augmented pictures of a step, values 0 … 255: [n, size, size, 3]. What a page shows as a preview is this, too.
 * @param step decides the random numbers together with the seed
 */
export async function augmentedPictures(
  source: PictureSource,
  pictures: Int32Array,
  augmentation: Augmentation,
  seed: number,
  step: number,
): Promise<Float32Array> {
  const values = source.size * source.size * 3;
  const bytes = await loaded(source, pictures);
  const result = new Float32Array(pictures.length * values);
  const random = stepRandom(seed, step, 0);
  for (const [k, picture] of bytes.entries())
    augmentPicture(picture, source.size, augmentation, random, result.subarray(k * values, (k + 1) * values));
  return result;
}

/** Pictures as they are, in the order of `pictures`. @throws when one has another size than the source says */
export async function loaded(source: PictureSource, pictures: Int32Array): Promise<Uint8Array[]> {
  const bytes = await Promise.all(Array.from(pictures, (index) => source.picture(index)));
  const values = source.size * source.size * 3;
  for (const [k, picture] of bytes.entries())
    if (picture.length !== values)
      throw new Error(`train: picture ${source.references[pictures[k]!]} is not ${source.size} × ${source.size} RGB`);
  return bytes;
}

/** Row of each person trained on among the loss's own weights, in order of their first picture. */
export function classesOf(labels: Int32Array, pictures: Int32Array): Map<number, number> {
  const classes = new Map<number, number>();
  for (const picture of pictures) if (!classes.has(labels[picture]!)) classes.set(labels[picture]!, classes.size);
  return classes;
}

import { seededRandom } from '../metrics/seeded-random.ts';
import { imagesByPerson, shuffled } from './shuffle.ts';

export interface PByK {
  /** People in a batch. */
  readonly people: number;
  /** Images of each of them in a batch. */
  readonly images: number;
}

/**
 * The batches of one epoch: each has P people with K images each, as indexes into `labels` (who each image shows), person by
 * person. Every person is in exactly one batch; only the last batch, where people run out, is filled up with others, because
 * a compiled step has one shape. Images of a person are drawn without repeats, and repeat only where there are fewer than K.
 * The same for the same seed and epoch, on every machine.
 *
 * Hermans, Beyer, Leibe, "In Defense of the Triplet Loss for Person Re-Identification", 2017 (PK batches).
 * @throws RangeError when there are fewer people than a batch needs
 */
export function pByKBatches(labels: ArrayLike<number>, size: PByK, seed: number, epoch = 0): Int32Array[] {
  const { people, images } = size;
  if (!(Number.isInteger(people) && people > 0 && Number.isInteger(images) && images > 0))
    throw new RangeError(`P and K are whole numbers from 1, not ${people} and ${images}`);
  const byPerson = imagesByPerson(labels);
  if (byPerson.size < people) throw new RangeError(`a batch of ${people} people cannot be drawn from ${byPerson.size}`);
  // Consecutive seeds give unrelated streams, but the sum alone would make epoch 1 of seed 0 epoch 0 of seed 1.
  const random = seededRandom(Math.imul(seed, 0x9e3779b1) + Math.imul(epoch, 0x85ebca6b));
  const order = shuffled([...byPerson.keys()], random);
  const batches: Int32Array[] = [];
  for (let start = 0; start < order.length; start += people) {
    const present = order.slice(start, start + people);
    // Those who have had their turn: of them whoever comes first in a new order.
    const others = shuffled(order.slice(0, start), random);
    const all = [...present, ...others.slice(0, people - present.length)];
    batches.push(Int32Array.from(all.flatMap((person) => draw(byPerson.get(person)!, images, random))));
  }
  return batches;
}

/** `count` of the images: all of them before any comes again. */
function draw(images: readonly number[], count: number, random: () => number): number[] {
  const drawn: number[] = [];
  while (drawn.length < count) drawn.push(...shuffled(images, random).slice(0, count - drawn.length));
  return drawn;
}

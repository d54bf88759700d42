import { seededRandom } from '../metrics/seeded-random.ts';
import { imagesByPerson, shuffled } from './shuffle.ts';

export type PartName = 'train' | 'validation' | 'test';

export interface Part {
  /** Labels, as they came. */
  readonly people: readonly number[];
  /** Indexes of all images of these people, ascending. */
  readonly images: Int32Array;
}

/**
 * Whole people to each part: nobody is in two, because a figure on people trained on says nothing about strangers (Musgrave,
 * Belongie, Lim, "A Metric Learning Reality Check", ECCV 2020). Each part gets its share of the people, rounded by the
 * largest remainder, and at least one where its share is above 0. The same for the same seed, on every machine.
 * @param shares not negative; they need not add up to 1
 * @throws RangeError on shares that are no shares, or fewer people than parts
 */
export function splitByPerson(
  labels: ArrayLike<number>,
  shares: Readonly<Record<PartName, number>>,
  seed: number,
): Readonly<Record<PartName, Part>> {
  const byPerson = imagesByPerson(labels);
  const counts = apportion(byPerson.size, [shares.train, shares.validation, shares.test]);
  // By label first, so that the split does not depend on the order of the images.
  const order = shuffled(
    [...byPerson.keys()].sort((a, b) => a - b),
    seededRandom(seed),
  );
  let start = 0;
  const next = (count: number): Part => {
    const people = order.slice(start, start + count);
    start += count;
    return { people, images: Int32Array.from(people.flatMap((person) => byPerson.get(person)!)).sort() };
  };
  return { train: next(counts[0]!), validation: next(counts[1]!), test: next(counts[2]!) };
}

/** `total` in whole numbers by share, the largest remainders rounded up (Hamilton's method); none with a share goes without. */
function apportion(total: number, shares: readonly number[]): number[] {
  const sum = shares.reduce((a, b) => a + b, 0);
  if (!(sum > 0 && Number.isFinite(sum)) || shares.some((share) => !(share >= 0)))
    throw new RangeError(`shares are numbers from 0 of which one at least is above, not ${shares.join(', ')}`);
  const parts = shares.filter((share) => share > 0).length;
  if (total < parts) throw new RangeError(`${total} people cannot be split into ${parts} parts`);
  const exact = shares.map((share) => (share / sum) * total);
  const counts = exact.map(Math.floor);
  const byRemainder = exact.map((_, i) => i).sort((a, b) => (exact[b]! % 1) - (exact[a]! % 1) || a - b);
  for (let left = total - counts.reduce((a, b) => a + b, 0), i = 0; left > 0; left--, i++) counts[byRemainder[i]!]!++;
  for (const [i, share] of shares.entries()) {
    if (share === 0 || counts[i]! > 0) continue;
    counts[i] = 1;
    counts[counts.indexOf(Math.max(...counts))]!--;
  }
  return counts;
}

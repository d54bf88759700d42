import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../models/metrics/seeded-random.ts';
import { augmentPicture } from '../../../models/train/augment.ts';
import { augmentedPictures, BatchPlanner, stepRandom } from '../../../models/train/batches.ts';
import { type Augmentation, NO_AUGMENTATION } from '../../../models/train/recipe.ts';
import { patternSource } from './support.ts';

const SIZE = 12;
const random = seededRandom(3);
const picture = Uint8Array.from({ length: SIZE * SIZE * 3 }, () => 256 * random());

function augmented(change: Partial<Augmentation>, seed: number, from = picture): Float32Array {
  const to = new Float32Array(from.length);
  augmentPicture(from, SIZE, { ...NO_AUGMENTATION, ...change }, seededRandom(seed), to);
  return to;
}

describe('augmentation', () => {
  test('without any leaves the picture as it is', () => {
    expect([...augmented({}, 1)]).toEqual([...picture]);
  });

  test('flips about half of the time, and a flip swaps left and right', () => {
    const results = Array.from({ length: 200 }, (_, seed) => augmented({ flip: true }, seed * 7919));
    const flipped = results.filter((result) => result[0] !== picture[0]);
    expect(flipped.length).toBeGreaterThan(70);
    expect(flipped.length).toBeLessThan(130);
    for (let y = 0; y < SIZE; y++)
      for (let x = 0; x < SIZE; x++)
        for (let c = 0; c < 3; c++)
          expect(flipped[0]![(y * SIZE + x) * 3 + c]).toBe(picture[(y * SIZE + SIZE - 1 - x) * 3 + c]);
  });

  test('crops by no more than asked: a ramp is moved and stretched within the limits', () => {
    const ramp = Uint8Array.from({ length: picture.length }, (_, at) => 20 * (Math.floor(at / 3) % SIZE));
    for (let seed = 0; seed < 50; seed++) {
      const row = Array.from({ length: SIZE }, (_, x) => augmented({ crop: 0.2 }, seed, ramp)[x * 3]! / 20);
      const slope = row[6]! - row[5]!;
      expect(slope).toBeGreaterThan(0.79);
      expect(slope).toBeLessThan(1.21);
      expect(Math.abs((row[5]! + row[6]!) / 2 - 5.5)).toBeLessThanOrEqual(0.1 * SIZE + 1e-4);
    }
  });

  test('changes colours within the limits, and all pixels alike', () => {
    const grey = new Uint8Array(picture.length).fill(128);
    const results = Array.from({ length: 40 }, (_, seed) => augmented({ colour: 0.2 }, seed, grey));
    for (const result of results) {
      for (let c = 0; c < 3; c++) expect(new Set(result.filter((_, at) => at % 3 === c)).size).toBe(1);
      expect(Math.min(...result)).toBeGreaterThan(127 * 0.8 * 0.9);
      expect(Math.max(...result)).toBeLessThan(129 * 1.2 * 1.1);
    }
    expect(new Set(results.map((result) => result[0])).size).toBe(40);
  });

  test('blurs without changing the brightness of an even picture, and takes contrast from an uneven one', () => {
    const even = augmented({ blur: 2 }, 1, new Uint8Array(picture.length).fill(77));
    for (const value of even) expect(value).toBeCloseTo(77, 3);
    const spread = (values: ArrayLike<number>) => {
      const all = Array.from(values);
      const mean = all.reduce((a, b) => a + b, 0) / all.length;
      return all.reduce((a, b) => a + (b - mean) ** 2, 0) / all.length;
    };
    expect(spread(augmented({ blur: 2 }, 1))).toBeLessThan(0.8 * spread(picture));
  });

  test('cuts a grey square out of about half of the pictures, no larger than asked', () => {
    const white = new Uint8Array(picture.length).fill(255);
    const areas = Array.from(
      { length: 100 },
      (_, seed) => augmented({ cutOut: 0.5 }, seed * 104729, white).filter((value) => value === 127.5).length / 3,
    );
    const cut = areas.filter((area) => area > 0);
    expect(cut.length).toBeGreaterThan(30);
    expect(cut.length).toBeLessThan(70);
    expect(Math.max(...cut)).toBeLessThanOrEqual(36);
    expect(Math.max(...cut)).toBeGreaterThan(30);
  });
});

describe('batches', () => {
  const source = patternSource(10, 4, SIZE);
  const part = Int32Array.from({ length: 28 }, (_, i) => i + 4);
  const planner = () => new BatchPlanner(source.labels, part, { people: 3, pictures: 2 }, 5);

  test('are a function of the step, whichever was asked for before', () => {
    const [one, other] = [planner(), planner()];
    expect(one.perEpoch).toBe(3);
    const forward = [0, 1, 2, 3, 4].map((step) => one.at(step));
    const backward = [4, 3, 2, 1, 0].map((step) => other.at(step)).reverse();
    expect(backward).toEqual(forward);
    expect(forward.map(({ epoch }) => epoch)).toEqual([0, 0, 0, 1, 1]);
    for (const { pictures } of forward) {
      for (const index of pictures) expect(part).toContain(index);
      const people = Array.from(pictures, (index) => source.labels[index]!);
      expect(new Set(people).size).toBe(3);
      expect(people[0]).toBe(people[1]);
    }
  });

  test('are augmented alike for the same seed and step, and otherwise for another', async () => {
    const pictures = Int32Array.of(1, 2, 3);
    const all: Augmentation = { flip: true, crop: 0.1, colour: 0.1, blur: 1, cutOut: 0.3 };
    const first = await augmentedPictures(source, pictures, all, 1, 7);
    expect(await augmentedPictures(source, pictures, all, 1, 7)).toEqual(first);
    expect(await augmentedPictures(source, pictures, all, 1, 8)).not.toEqual(first);
    expect(await augmentedPictures(source, pictures, all, 2, 7)).not.toEqual(first);
    expect(stepRandom(1, 7, 0)()).not.toBe(stepRandom(1, 7, 1)());
  });

  test('refuse a picture of another size, by its name', async () => {
    const wrong = { ...source, picture: () => new Uint8Array(3) };
    await expect(augmentedPictures(wrong, Int32Array.of(5), NO_AUGMENTATION, 1, 1)).rejects.toThrow('1/5');
  });
});

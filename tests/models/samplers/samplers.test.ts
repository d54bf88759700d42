import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { seededRandom } from '../../../models/metrics/seeded-random.ts';
import { pByKBatches } from '../../../models/samplers/p-by-k.ts';
import { shuffled } from '../../../models/samplers/shuffle.ts';
import { splitByPerson } from '../../../models/samplers/split-by-person.ts';

fc.configureGlobal({ seed: 20_29, numRuns: 60 });

const labels = fc.array(fc.integer({ min: 0, max: 12 }), { minLength: 1, maxLength: 60 });
const seeds = fc.integer({ min: 0, max: 1_000_000 });
const peopleIn = (all: readonly number[]): number[] => [...new Set(all)];

describe('P × K batches', () => {
  test('have P people with K images each; everybody once, but in a last batch that is filled up', () => {
    fc.assert(
      fc.property(labels, seeds, fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 5 }), (all, seed, p, k) => {
        const people = peopleIn(all);
        fc.pre(people.length >= p);
        const batches = pByKBatches(all, { people: p, images: k }, seed);
        expect(batches).toHaveLength(Math.ceil(people.length / p));
        const times = new Map<number, number>();
        for (const [b, batch] of batches.entries()) {
          expect(batch).toHaveLength(p * k);
          const present = new Set<number>();
          for (let at = 0; at < batch.length; at += k) {
            const images = [...batch.slice(at, at + k)];
            const person = all[images[0]!]!;
            expect(images.every((i) => all[i] === person)).toBe(true);
            // No image again before all of the person's were there.
            const theirs = all.filter((label) => label === person).length;
            expect(new Set(images).size).toBe(Math.min(k, theirs));
            expect(present.has(person)).toBe(false);
            present.add(person);
            times.set(person, (times.get(person) ?? 0) + 1);
          }
          if (b < batches.length - 1) continue;
          const extra = batches.length * p - people.length;
          expect([...times.values()].filter((n) => n === 2)).toHaveLength(extra);
          expect([...times.values()].every((n) => n <= 2)).toBe(true);
        }
        expect(times.size).toBe(people.length);
      }),
    );
  });

  test('repeat with seed and epoch, and differ otherwise', () => {
    const all = Array.from({ length: 120 }, (_, i) => i % 30);
    const draw = (seed: number, epoch: number) => pByKBatches(all, { people: 5, images: 3 }, seed, epoch).join();
    expect(draw(1, 0)).toBe(draw(1, 0));
    expect(new Set([draw(1, 0), draw(1, 1), draw(2, 0), draw(0, 1), draw(0, 0)]).size).toBe(5);
  });

  test('come from enough people, in whole numbers', () => {
    expect(() => pByKBatches([0, 0, 1], { people: 3, images: 2 }, 1)).toThrow('3 people cannot be drawn from 2');
    expect(() => pByKBatches([0, 1], { people: 1.5, images: 2 }, 1)).toThrow(RangeError);
    expect(() => pByKBatches([0, 1], { people: 1, images: 0 }, 1)).toThrow(RangeError);
  });
});

describe('a split by person', () => {
  const shares = fc.tuple(fc.nat(10), fc.nat(10), fc.nat(10)).filter(([a, b, c]) => a + b + c > 0);

  test('gives every person, with all images, to one part, within one of the share', () => {
    fc.assert(
      fc.property(labels, shares, seeds, (all, [train, validation, test], seed) => {
        const people = peopleIn(all);
        const wanted = [train, validation, test];
        fc.pre(people.length >= wanted.filter((share) => share > 0).length);
        const split = splitByPerson(all, { train, validation, test }, seed);
        const parts = [split.train, split.validation, split.test];
        expect(parts.flatMap((part) => part.people).sort()).toEqual(people.sort());
        expect(parts.flatMap((part) => [...part.images]).sort((a, b) => a - b)).toEqual(all.map((_, i) => i));
        for (const [i, part] of parts.entries()) {
          expect(new Set(part.people)).toEqual(new Set([...part.images].map((image) => all[image]!)));
          const share = (wanted[i]! / (train + validation + test)) * people.length;
          if (wanted[i] === 0) expect(part.people).toEqual([]);
          else expect(part.people.length).toBeGreaterThan(0);
          // Up to two more leave a part for those that would have had nobody.
          expect(Math.abs(part.people.length - share)).toBeLessThan(3);
        }
      }),
    );
  });

  test('does not depend on the order of the images, and differs by seed', () => {
    const all = Array.from({ length: 60 }, (_, i) => i % 20);
    const shares = { train: 0.7, validation: 0.1, test: 0.2 };
    const mixed = shuffled(all, seededRandom(3));
    const { train, validation, test } = splitByPerson(all, shares, 4);
    expect([train, validation, test].map((part) => part.people.length)).toEqual([14, 2, 4]);
    expect(splitByPerson(mixed, shares, 4).test.people).toEqual(test.people);
    expect(splitByPerson(all, shares, 5).test.people).not.toEqual(test.people);
  });

  test('refuses what is no split', () => {
    expect(() => splitByPerson([0, 1], { train: 1, validation: 1, test: 1 }, 1)).toThrow(
      '2 people cannot be split into 3',
    );
    expect(() => splitByPerson([0, 1], { train: 0, validation: 0, test: 0 }, 1)).toThrow(RangeError);
    expect(() => splitByPerson([0, 1], { train: 2, validation: -1, test: 0 }, 1)).toThrow(RangeError);
  });
});

test('every order of three comes up about as often', () => {
  const random = seededRandom(9);
  const counts = new Map<string, number>();
  for (let i = 0; i < 6000; i++) {
    const key = shuffled([1, 2, 3], random).join();
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  expect(counts.size).toBe(6);
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(120);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crossComparisonSteps, crossComparisons } from '../../../models/metrics/cross-comparisons.ts';
import { crossTail } from '../../../models/metrics/cross-tail.ts';
import { scoreHistogram } from '../../../models/metrics/score-histogram.ts';
import { seededRandom } from '../../../models/metrics/seeded-random.ts';

function unitTemplates(count: number, dimension: number, seed: number): Float32Array {
  const random = seededRandom(seed);
  const values = Float32Array.from({ length: count * dimension }, () => random() - 0.5);
  for (let i = 0; i < count; i++) {
    const row = values.subarray(i * dimension, (i + 1) * dimension);
    const norm = Math.hypot(...row);
    for (let d = 0; d < dimension; d++) row[d]! /= norm;
  }
  return values;
}

function naive(templates: Float32Array, dimension: number, identities: Int32Array) {
  const found: { score: number; i: number; j: number }[] = [];
  for (let i = 0; i < identities.length; i++)
    for (let j = i + 1; j < identities.length; j++) {
      if (identities[i] === identities[j]) continue;
      let sum = 0;
      for (let d = 0; d < dimension; d++) sum += templates[i * dimension + d]! * templates[j * dimension + d]!;
      found.push({ score: Math.fround(sum), i, j });
    }
  return found;
}

describe('cross comparisons', () => {
  it('are all identity-disjoint ones, as a naive loop finds them, whatever the block ends', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 75 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 1e6 }),
        (count, dimension, people, seed) => {
          const random = seededRandom(seed);
          const identities = Int32Array.from({ length: count }, () => Math.floor(random() * people));
          const templates = unitTemplates(count, dimension, seed);
          const expected = naive(templates, dimension, identities);
          const cross = crossComparisons(templates, dimension, identities);
          expect([...cross.scores]).toEqual(expected.map((e) => e.score));

          const from = expected[Math.floor(expected.length / 2)]?.score ?? 0;
          const tail = crossTail(cross, from);
          const high = expected.filter((e) => e.score >= from).sort((a, b) => b.score - a.score);
          expect([...tail.scores]).toEqual(high.map((e) => e.score));
          expect([...tail.first]).toEqual(high.map((e) => e.i));
          expect([...tail.second]).toEqual(high.map((e) => e.j));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('come in steps that yield the share done', () => {
    const identities = Int32Array.from({ length: 100 }, (_, i) => i);
    const shares = [...crossComparisonSteps(unitTemplates(100, 4, 7), 4, identities)];
    expect(shares.at(-1)).toBe(1);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  });

  it('refuses templates that do not fit', () => {
    expect(() => crossComparisons(new Float32Array(7), 4, new Int32Array(2))).toThrow(
      /7 values are not 2 templates of 4/,
    );
  });
});

it('counts scores into bins over [−1, 1], with whatever lies outside at the ends', () => {
  const counts = scoreHistogram(Float64Array.of(-1, -0.6, 0, 0.49, 0.5, 1, 1.0000001, Number.POSITIVE_INFINITY), 4);
  expect([...counts]).toEqual([2, 0, 2, 4]);
});

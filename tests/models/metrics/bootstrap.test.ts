import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bootstrapByPerson, drawPeople } from '../../../models/metrics/bootstrap.ts';
import type { CrossTail } from '../../../models/metrics/cross-tail.ts';
import { equalErrorRate } from '../../../models/metrics/eer.ts';
import { falseNonMatchRate, thresholdForFmr } from '../../../models/metrics/error-rates.ts';
import { crossedNonMated, listedNonMated, matedComparisons } from '../../../models/metrics/person-comparisons.ts';
import { quantile } from '../../../models/metrics/quantile.ts';
import { sortedScores } from '../../../models/metrics/scores.ts';
import { seededRandom } from '../../../models/metrics/seeded-random.ts';
import { weightedEer, weightedFnmrAtFmr } from '../../../models/metrics/weighted-rates.ts';
import { coarseScore } from './naive.ts';

describe('bootstrap by person', () => {
  it('repeats itself with its seed, and only then', () => {
    const values = Float64Array.from({ length: 50 }, (_, p) => p % 7);
    const mean = (drawn: Float64Array): number => drawn.reduce((sum, n, p) => sum + n * values[p]!, 0) / 50;
    const interval = bootstrapByPerson(50, mean, { seed: 3 })!;
    expect(bootstrapByPerson(50, mean, { seed: 3 })).toEqual(interval);
    expect(bootstrapByPerson(50, mean, { seed: 4 })).not.toEqual(interval);
    // The standard error of the mean is 2/√50 ≈ 0.28; ± 1.96 of it around 2.94.
    expect(interval.low).toBeGreaterThan(2.94 - 0.7);
    expect(interval.high).toBeLessThan(2.94 + 0.7);
    expect(interval.high - interval.low).toBeGreaterThan(0.9);
  });

  it('has no interval without people, or where the statistic is often undefined', () => {
    expect(bootstrapByPerson(0, () => 1)).toBeNull();
    expect(bootstrapByPerson(2, (drawn) => (drawn[0] === 0 ? null : 1))).toBeNull();
  });

  it('draws as many people as there are', () => {
    const drawn = drawPeople(20, seededRandom(1));
    expect(drawn.reduce((sum, n) => sum + n, 0)).toBe(20);
  });

  it('interpolates quantiles', () => {
    expect(quantile([1, 2, 4], 0.5)).toBe(2);
    expect(quantile([1, 2, 4], 0.75)).toBe(3);
    expect(quantile([], 0.5)).toBeNull();
  });
});

const people = 5;
const person = fc.integer({ min: 0, max: people - 1 });
const comparison = fc.tuple(coarseScore, person);
const draws = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: people, maxLength: people });
const repeated = (list: readonly (readonly [number, number])[]): Float64Array =>
  sortedScores(list.flatMap(([score, times]) => Array.from({ length: times }, () => score)));

describe('weighted rates are those of so many copies', () => {
  it('for listed comparisons', () => {
    fc.assert(
      fc.property(
        fc.array(comparison, { maxLength: 25 }),
        fc.array(comparison, { maxLength: 25 }),
        draws,
        fc.constantFrom(0, 0.05, 0.1, 0.3),
        (m, n, drawnTimes, target) => {
          const drawn = Float64Array.from(drawnTimes);
          const mated = matedComparisons(
            m.map(([s]) => s),
            m.map(([, p]) => p),
          );
          const nonMated = listedNonMated(
            n.map(([s]) => s),
            n.map(([, p]) => p),
          );
          const matedCopies = repeated(m.map(([s, p]) => [s, drawn[p]!]));
          const nonMatedCopies = repeated(n.map(([s, p]) => [s, drawn[p]!]));

          const eer = equalErrorRate(matedCopies, nonMatedCopies);
          const weighted = weightedEer(mated, nonMated, drawn);
          if (eer === null) expect(weighted).toBeNull();
          else expect(weighted).toBeCloseTo(eer.eer, 12);

          const threshold = thresholdForFmr(nonMatedCopies, target);
          const fnmr = weightedFnmrAtFmr(mated, nonMated, target, drawn);
          // +∞ among the non-mated has no threshold; the weighted rate then refuses everything.
          if (matedCopies.length === 0 || nonMatedCopies.length === 0) expect(fnmr).toBeNull();
          else if (threshold === null) expect(fnmr).toBe(1);
          else expect(fnmr).toBeCloseTo(falseNonMatchRate(matedCopies, threshold).rate!, 12);
        },
      ),
    );
  });

  it('for all comparisons between people', () => {
    fc.assert(
      fc.property(
        fc.array(person, { minLength: 2, maxLength: 9 }),
        draws,
        fc.infiniteStream(coarseScore),
        (images, drawnTimes, stream) => {
          const drawn = Float64Array.from(drawnTimes);
          const pairs = images.flatMap((a, i) =>
            images.slice(i + 1).flatMap((b) => (a === b ? [] : [{ a, b, score: stream.next().value as number }])),
          );
          pairs.sort((x, y) => (x.score > y.score ? -1 : 1));
          const tail: CrossTail = {
            scores: Float64Array.from(pairs, (p) => p.score),
            first: Int32Array.from(pairs, (p) => p.a),
            second: Int32Array.from(pairs, (p) => p.b),
          };
          const counts = Array.from({ length: people }, (_, p) => images.filter((i) => i === p).length);
          const crossed = crossedNonMated(tail, counts);
          const total = pairs.reduce((sum, { a, b }) => sum + drawn[a]! * drawn[b]!, 0);
          expect(crossed.totalWeight(drawn)).toBe(total);
          const mated = matedComparisons([0.35], [0]);
          const eer = equalErrorRate(
            repeated([[0.35, drawn[0]!]]),
            repeated(pairs.map((p) => [p.score, drawn[p.a]! * drawn[p.b]!])),
          );
          const weighted = weightedEer(mated, crossed, drawn);
          if (eer === null) expect(weighted).toBeNull();
          else expect(weighted).toBeCloseTo(eer.eer, 12);
        },
      ),
    );
  });
});

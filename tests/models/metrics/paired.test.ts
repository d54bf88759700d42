import { describe, expect, test } from 'vitest';
import { countPaired, mcNemar } from '../../../models/metrics/mcnemar.ts';
import { pairedDifference } from '../../../models/metrics/paired.ts';
import { crossedNonMated, matedComparisons } from '../../../models/metrics/person-comparisons.ts';
import { seededRandom } from '../../../models/metrics/seeded-random.ts';
import { tradeOffBand } from '../../../models/metrics/trade-off-band.ts';
import { weightedFnmrAtFmr, weightedFnmrsAtFmrs } from '../../../models/metrics/weighted-rates.ts';

const counts = (onlyFirst: number, onlySecond: number) => ({ bothRight: 5, onlyFirst, onlySecond, bothWrong: 1 });

describe('McNemar', () => {
  test('is the binomial test of the trials that tell the two apart', () => {
    // 2 · (1 + 12 + 66) / 2¹²
    expect(mcNemar(counts(10, 2))).toBeCloseTo(158 / 4096, 12);
    expect(mcNemar(counts(2, 10))).toBeCloseTo(158 / 4096, 12);
    expect(mcNemar(counts(0, 5))).toBeCloseTo(2 / 32, 12);
    expect(mcNemar(counts(4, 4))).toBe(1);
    expect(mcNemar(counts(0, 0))).toBe(1);
    // 2^−4000 is no number any more; 1,900 against 2,100 is 3.15 deviations from even (two-sided about 0.0016).
    expect(mcNemar(counts(1900, 2100))).toBeGreaterThan(0.0014);
    expect(mcNemar(counts(1900, 2100))).toBeLessThan(0.0018);
  });

  test('counts trial by trial', () => {
    const [first, second] = [
      [true, true, false, false, true],
      [true, false, true, false, true],
    ];
    expect(countPaired(first!, second!)).toEqual({ bothRight: 2, onlyFirst: 1, onlySecond: 1, bothWrong: 1 });
  });
});

describe('a paired difference', () => {
  const errors = Float64Array.from({ length: 200 }, (_, p) => (p % 10 === 0 ? 1 : 0));
  const rate = (of: ArrayLike<number>) => (drawn: Float64Array) =>
    drawn.reduce((sum, weight, p) => sum + weight * of[p]!, 0) / drawn.length;

  test('of a system and itself is nothing', () => {
    expect(pairedDifference(200, rate(errors), rate(errors))).toMatchObject({ interval: { low: 0, high: 0 }, p: 1 });
  });

  test('shows what two intervals hide: the same people are hard for both', () => {
    // The second also fails on 12 people with whom the first has no trouble, and is as good elsewhere: 10 % against 16 %.
    const second = errors.map((error, p) => (p < 120 && p % 10 === 5 ? 1 : error));
    const { interval, p } = pairedDifference(200, rate(errors), rate(second))!;
    expect(interval.low).toBeGreaterThan(0.02);
    expect(interval.high).toBeLessThan(0.11);
    expect(p).toBeLessThan(0.01);
    const other = pairedDifference(200, rate(second), rate(errors))!;
    expect(other.interval.high).toBe(-interval.low);
  });

  test('has no interval where a figure is missing too often', () => {
    expect(pairedDifference(200, () => null, rate(errors))).toBeNull();
    expect(pairedDifference(0, rate(errors), rate(errors))).toBeNull();
  });
});

describe('several targets in one walk', () => {
  const random = seededRandom(4);
  const scores = Array.from({ length: 300 }, () => Math.round(random() * 60) / 100);
  const mated = matedComparisons(
    scores.map((score) => Math.min(1, score + 0.3)),
    scores.map((_, i) => i % 20),
  );
  const tail = {
    scores: Float64Array.from(scores).sort().reverse(),
    first: Int32Array.from(scores, (_, i) => i % 20),
    second: Int32Array.from(scores, (_, i) => (i + 1 + (i % 7)) % 20),
  };
  const images = new Float64Array(20).fill(2);
  const nonMated = crossedNonMated(tail, images);

  test('are what each gives alone', () => {
    const targets = [0.3, 0.1, 0.05, 0.05, 0.01];
    for (let k = 0; k < 50; k++) {
      const drawn = Float64Array.from({ length: 20 }, () => Math.floor(random() * 3));
      expect(weightedFnmrsAtFmrs(mated, nonMated, targets, drawn)).toEqual(
        targets.map((target) => weightedFnmrAtFmr(mated, nonMated, target, drawn)),
      );
    }
  });

  test('give a band around the curve, and none where the data cannot show a rate', () => {
    const band = tradeOffBand(20, mated, nonMated, 760, { replicates: 200, highest: 0.3 });
    expect(band.rate[0]).toBe(0.3);
    expect(band.rate.at(-1)!).toBeGreaterThanOrEqual(30 / 760);
    for (let i = 0; i < band.rate.length; i++) {
      expect(band.low[i]!).toBeLessThanOrEqual(band.high[i]!);
      if (i > 0) expect(band.high[i]!).toBeGreaterThanOrEqual(band.high[i - 1]!);
    }
    expect(tradeOffBand(20, mated, nonMated, 90).rate).toEqual([]);
  });

  test('people apart are not counted against one another', () => {
    const drawn = Float64Array.from({ length: 20 }, (_, p) => p % 3);
    const apart = Uint8Array.from({ length: 20 }, (_, p) => (p < 8 ? 0 : 1));
    let pairs = 0;
    for (let p = 0; p < 20; p++)
      for (let q = p + 1; q < 20; q++) if (p < 8 || q < 8) pairs += drawn[p]! * 2 * drawn[q]! * 2;
    expect(crossedNonMated(tail, images, apart).totalWeight(drawn)).toBe(pairs);
  });
});

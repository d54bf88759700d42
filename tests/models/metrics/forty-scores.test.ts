import { describe, expect, test } from 'vitest';
import { detCurve } from '../../../models/metrics/det.ts';
import { equalErrorRate } from '../../../models/metrics/eer.ts';
import { falseMatchRate, falseNonMatchRate, thresholdForRate } from '../../../models/metrics/error-rates.ts';
import {
  falseNegativeIdentificationRate,
  falsePositiveIdentificationRate,
  fnirAtFpir,
} from '../../../models/metrics/identification.ts';
import { fnmrAtFmr } from '../../../models/metrics/measurable.ts';
import { nextUp, sortedScores } from '../../../models/metrics/scores.ts';
import { tradeOffPoints } from '../../../models/metrics/trade-off.ts';

// Twenty mated and twenty non-mated scores, counted by hand below. Ties within a set (0.90, 0.80, 0.40, 0.20) and across them (0.80, 0.60,
// 0.55, 0.50, 0.40, 0.30); one mated comparison without a face (−∞).
const matedScores = [
  ...[0.95, 0.93, 0.9, 0.9, 0.88, 0.85, 0.82, 0.8, 0.8, 0.78],
  ...[0.75, 0.72, 0.7, 0.66, 0.6, 0.55, 0.5, 0.4, 0.3, Number.NEGATIVE_INFINITY],
];
const nonMatedScores = [
  ...[0.8, 0.62, 0.6, 0.55, 0.5, 0.45, 0.4, 0.4, 0.35, 0.3],
  ...[0.28, 0.25, 0.2, 0.2, 0.15, 0.1, 0.05, 0, -0.1, -0.2],
];
const mated = sortedScores(matedScores);
const nonMated = sortedScores(nonMatedScores);
const none = new Float64Array();

/** threshold, non-mated at or above it, mated below it */
const counted: readonly (readonly [number, number, number])[] = [
  [Number.NEGATIVE_INFINITY, 20, 0],
  [-0.2, 20, 1],
  [0.3, 10, 1],
  [0.4, 8, 2],
  [nextUp(0.4), 6, 3],
  [0.5, 5, 3],
  [0.55, 4, 4],
  [0.6, 3, 5],
  [nextUp(0.6), 2, 6],
  [0.8, 1, 11],
  [nextUp(0.8), 0, 13],
  [0.95, 0, 19],
  [nextUp(0.95), 0, 20],
  [Number.POSITIVE_INFINITY, 0, 20],
];

describe('forty scores, counted by hand', () => {
  test.each(counted)('at %d: %d of 20 falsely matched, %d of 20 falsely not', (threshold, matched, missed) => {
    expect(falseMatchRate(nonMated, threshold)).toEqual({ errors: matched, trials: 20, rate: matched / 20 });
    expect(falseNonMatchRate(mated, threshold)).toEqual({ errors: missed, trials: 20, rate: missed / 20 });
  });

  test('the rates are equal at 0.55: four of twenty each', () => {
    expect(equalErrorRate(mated, nonMated)).toEqual({ eer: 0.2, low: 0.2, high: 0.2, threshold: 0.55 });
  });

  test('a threshold promises at most the rate: ties are refused together', () => {
    expect(thresholdForRate(nonMated, 0.05)).toBe(nextUp(0.62));
    expect(thresholdForRate(nonMated, 0.1)).toBe(nextUp(0.6));
    // Seven may pass, but the seventh and the eighth are equal: six do.
    expect(thresholdForRate(nonMated, 0.35)).toBe(nextUp(0.4));
    expect(thresholdForRate(nonMated, 0)).toBe(nextUp(0.8));
    expect(thresholdForRate(nonMated, 1)).toBe(Number.NEGATIVE_INFINITY);
    expect(thresholdForRate(sortedScores([...nonMatedScores, Number.POSITIVE_INFINITY]), 0)).toBeNull();
  });

  test('twenty comparisons show no FMR of 1 %, and none shows any', () => {
    expect(fnmrAtFmr(mated, nonMated, 0.01)).toMatchObject({
      value: null,
      note: expect.stringContaining('3000 needed'),
    });
    expect(equalErrorRate(none, nonMated)).toBeNull();
    expect(falseMatchRate(none, 0.5)).toEqual({ errors: 0, trials: 0, rate: null });
    expect(thresholdForRate(none, 0.5)).toBeNull();
  });

  test('the DET curve has a point for each of the 30 distinct scores, and +∞', () => {
    const curve = detCurve(mated, nonMated)!;
    expect(curve.thresholds).toHaveLength(31);
    for (const [threshold, matched, missed] of counted.filter(([t]) => curve.thresholds.includes(t))) {
      const at = curve.thresholds.indexOf(threshold);
      expect([curve.fmr[at], curve.fnmr[at]]).toEqual([matched / 20, missed / 20]);
    }
  });

  test('a plot’s points lie on that curve, from one end to the other', () => {
    const points = tradeOffPoints(mated, nonMated)!;
    for (let i = 0; i < points.thresholds.length; i++) {
      expect(points.rate[i]).toBe(falseMatchRate(nonMated, points.thresholds[i]!).rate);
      expect(points.miss[i]).toBe(falseNonMatchRate(mated, points.thresholds[i]!).rate);
    }
    const pairs = Array.from(points.rate, (rate, i) => [rate, points.miss[i]!]);
    expect(pairs[0]).toEqual([1, 0]);
    expect(pairs.at(-1)).toEqual([0, 1]);
    expect(pairs).toContainEqual([0.2, 0.2]);
    expect(pairs).toContainEqual([0.05, 0.3]);
    expect(tradeOffPoints(mated, none)).toBeNull();
    // Millions of +∞ pass every threshold there is.
    const high = sortedScores([0.1, Number.POSITIVE_INFINITY]);
    expect(tradeOffPoints(mated, high)!.rate.at(-1)).toBe(0.5);
  });

  test('as searches: a mate who is not first is missed whatever its score', () => {
    // Somebody else came before the mates at 0.66 and at 0.50.
    const known = matedScores.map((mateScore) => ({ mateRank: [0.66, 0.5].includes(mateScore) ? 2 : 1, mateScore }));
    expect(falsePositiveIdentificationRate(nonMated, 0.6).rate).toBe(3 / 20);
    expect(falseNegativeIdentificationRate(known, 0.6).rate).toBe(6 / 20);
    expect(falseNegativeIdentificationRate(known, 0.4).rate).toBe(4 / 20);
    expect(falseNegativeIdentificationRate(known, 0.4, 2).rate).toBe(2 / 20);
    expect(fnirAtFpir(known, nonMated, 0.05)).toMatchObject({
      threshold: nextUp(0.62),
      fpir: { errors: 1, rate: 0.05 },
      fnir: { errors: 7, rate: 0.35 },
    });
    expect(fnirAtFpir(known, none, 0.05)).toBeNull();
  });
});

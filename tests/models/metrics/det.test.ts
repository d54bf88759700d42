import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detCurve, thinDet } from '../../../models/metrics/det.ts';
import { equalErrorRate } from '../../../models/metrics/eer.ts';
import { sortedScores } from '../../../models/metrics/scores.ts';
import { forty } from './forty-scores.ts';
import { coarseScores, naiveFmr, naiveFnmr } from './naive.ts';

const mated = sortedScores(forty.mated);
const nonMated = sortedScores(forty.nonMated);
const empty = new Float64Array(0);

describe('DET', () => {
  it('of the forty scores, by hand', () => {
    const curve = detCurve(mated, nonMated)!;
    const thresholds = [
      Number.NEGATIVE_INFINITY,
      0,
      0.05,
      0.1,
      0.15,
      0.2,
      0.25,
      0.3,
      0.35,
      0.4,
      0.45,
      0.5,
      0.55,
      0.6,
      0.65,
      0.7,
      0.75,
      0.8,
      0.85,
      0.9,
      0.95,
      Number.POSITIVE_INFINITY,
    ];
    const falseMatches = [20, 19, 18, 17, 15, 14, 12, 10, 8, 6, 4, 3, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0];
    const falseNonMatches = [0, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3, 4, 6, 7, 9, 10, 12, 13, 15, 16, 18, 19];
    expect([...curve.thresholds]).toEqual(thresholds);
    expect([...curve.fmr]).toEqual(falseMatches.map((n) => n / 20));
    expect([...curve.fnmr]).toEqual(falseNonMatches.map((n) => n / 20));
  });

  it('is not measurable on an empty set', () => {
    expect(detCurve(empty, nonMated)).toBeNull();
    expect(detCurve(mated, empty)).toBeNull();
  });

  it('agrees with naive loops at each of its thresholds, and is monotone', () => {
    fc.assert(
      fc.property(coarseScores, coarseScores, (m, n) => {
        const { thresholds, fmr, fnmr } = detCurve(sortedScores(m), sortedScores(n))!;
        for (const [i, t] of thresholds.entries()) {
          expect(fmr[i]).toBe(naiveFmr(n, t));
          expect(fnmr[i]).toBe(naiveFnmr(m, t));
          if (i > 0) expect(fmr[i]! <= fmr[i - 1]! && fnmr[i]! >= fnmr[i - 1]! && t > thresholds[i - 1]!).toBe(true);
        }
      }),
    );
  });

  it('thins to what a log plot can tell apart, keeping both ends', () => {
    const many = Float64Array.from({ length: 20_000 }, (_, i) => i / 20_000);
    const curve = detCurve(
      many.map((s) => s + 0.3),
      many,
    )!;
    const thin = thinDet(curve);
    expect(thin.thresholds.length).toBeLessThan(400);
    expect(thin.thresholds.at(0)).toBe(curve.thresholds.at(0));
    expect(thin.thresholds.at(-1)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('EER', () => {
  it('of the forty scores, by hand: rates cross between 0.45 (20 %, 15 %) and 0.5 (15 %, 20 %)', () => {
    expect(equalErrorRate(mated, nonMated)).toEqual({ eer: 0.175, low: 0.15, high: 0.2, threshold: 0.45 });
  });

  it('is exact where the rates meet', () => {
    const scores = equalErrorRate(sortedScores([0.2, 0.6, 0.7, 0.8]), sortedScores([0.1, 0.1, 0.3, 0.65]));
    // At 0.6: 1 of 4 non-mated (0.65) accepted, 1 of 4 mated (0.2) refused.
    expect(scores).toEqual({ eer: 0.25, low: 0.25, high: 0.25, threshold: 0.6 });
  });

  it('is 0 for separated, 1/2 for equal and 1 for inverted scores, and not measurable on nothing', () => {
    expect(equalErrorRate(sortedScores([0.8, 0.9]), sortedScores([0.1, 0.2]))?.eer).toBe(0);
    expect(equalErrorRate(sortedScores([0.5, 0.5]), sortedScores([0.5, 0.5]))?.eer).toBe(0.5);
    expect(equalErrorRate(sortedScores([0.1, 0.2]), sortedScores([0.8, 0.9]))?.eer).toBe(1);
    expect(equalErrorRate(empty, nonMated)).toBeNull();
  });

  it('is the FVC2000 definition by naive loops', () => {
    fc.assert(
      fc.property(coarseScores, coarseScores, (m, n) => {
        const thresholds = [...new Set([...m, ...n, Number.POSITIVE_INFINITY])].sort((a, b) => (a < b ? -1 : 1));
        const points = thresholds.map((t) => ({ fmr: naiveFmr(n, t), fnmr: naiveFnmr(m, t) }));
        const t1 = points.findLast((p) => p.fnmr <= p.fmr)!;
        const t2 = points.find((p) => p.fnmr >= p.fmr) ?? t1;
        const { fmr, fnmr } = t1.fnmr + t1.fmr <= t2.fnmr + t2.fmr ? t1 : t2;
        const found = equalErrorRate(sortedScores(m), sortedScores(n))!;
        expect(found.eer).toBeCloseTo((fmr + fnmr) / 2, 12);
        expect(found.high).toBeCloseTo(Math.max(fmr, fnmr), 12);
      }),
    );
  });
});

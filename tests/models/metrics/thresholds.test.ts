import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { falseMatchRate } from '../../../models/metrics/error-rates.ts';
import { sortedScores } from '../../../models/metrics/scores.ts';
import {
  fmrAtThreshold,
  fmrFromFpir,
  fpirFromFmr,
  identificationThreshold,
  strangersAccepted,
  thresholdAtFmr,
  thresholdTable,
} from '../../../models/metrics/thresholds.ts';

/** A tail that is exactly exponential: threshold 0.2 + 0.1 per decade. */
const table = [
  { fmr: 1e-2, threshold: 0.2 },
  { fmr: 1e-3, threshold: 0.3 },
  { fmr: 1e-4, threshold: 0.4 },
  { fmr: 1e-5, threshold: 0.5 },
];

describe('1:1', () => {
  it('makes rows only where the data can carry them', () => {
    const nonMated = sortedScores(Array.from({ length: 3000 }, (_, i) => i / 3000));
    const rows = thresholdTable(nonMated);
    expect(rows.map((row) => row.fmr)).toEqual([1e-1, 3e-2, 1e-2]);
    for (const { fmr, threshold } of rows) expect(falseMatchRate(nonMated, threshold).rate!).toBeLessThanOrEqual(fmr);
  });

  it('reads a row, between rows and beyond them', () => {
    expect(thresholdAtFmr(table, 1e-3)).toEqual({ threshold: 0.3, basis: 'measured' });
    expect(thresholdAtFmr(table, 10 ** -3.5)).toMatchObject({
      threshold: expect.closeTo(0.35, 12),
      basis: 'interpolated',
    });
    expect(thresholdAtFmr(table, 1e-7)).toMatchObject({ threshold: expect.closeTo(0.7, 12), basis: 'extrapolated' });
    expect(thresholdAtFmr(table, 0.1)).toMatchObject({ threshold: expect.closeTo(0.1, 12), basis: 'extrapolated' });
    expect(thresholdAtFmr([], 0.1)).toBeNull();
    expect(thresholdAtFmr([table[0]!], 0.1)).toBeNull();
    expect(() => thresholdAtFmr(table, 0)).toThrow(RangeError);
  });

  it('is inverted by fmrAtThreshold', () => {
    fc.assert(
      fc.property(fc.double({ min: -9, max: -0.1, noNaN: true }), (exponent) => {
        const { threshold } = thresholdAtFmr(table, 10 ** exponent)!;
        expect(Math.log10(fmrAtThreshold(table, threshold)!.fmr)).toBeCloseTo(exponent, 6);
      }),
    );
    expect(fmrAtThreshold(table, -1)!.fmr).toBe(1);
    expect(fmrAtThreshold(table, 0.4)).toEqual({ fmr: 1e-4, basis: 'measured' });
  });

  it('extrapolates over a whole decade, not over the last two rows', () => {
    const rows = [...table, { fmr: 9e-6, threshold: 0.6 }];
    // From (1e-4, 0.4) to (9e-6, 0.6): 0.2 in 1.0458 decades, then one decade more.
    expect(thresholdAtFmr(rows, 9e-7)!.threshold).toBeCloseTo(0.6 + 0.2 / Math.log10(1e-4 / 9e-6), 9);
  });
});

describe('1:N', () => {
  it('converts between FMR and FPIR without losing small rates', () => {
    expect(fpirFromFmr(0.5, 2)).toBeCloseTo(0.75, 15);
    expect(fmrFromFpir(0.75, 2)).toBeCloseTo(0.5, 15);
    expect(fpirFromFmr(1e-18, 1000)).toBeCloseTo(1e-15, 25);
    expect(fmrFromFpir(0.01, 460)).toBeCloseTo(0.01 / 460, 6);
  });

  it('extrapolates from FMR, and grows stricter with N', () => {
    const small = identificationThreshold(table, 0.01, 10)!;
    expect(small).toMatchObject({ basis: 'extrapolated', beyondData: false, gallerySize: 10, fpir: 0.01 });
    // FMR ≈ 1.0045e-3 for N = 10: just below the row of 1e-3.
    expect(small.threshold).toBeCloseTo(0.2998, 3);
    const large = identificationThreshold(table, 0.01, 10_000)!;
    expect(large.threshold).toBeGreaterThan(small.threshold);
    expect(large.beyondData).toBe(true);
    expect(identificationThreshold(table, 0.01, 0)!.gallerySize).toBe(1);
    expect(identificationThreshold([], 0.01, 10)).toBeNull();
    expect(() => identificationThreshold(table, 0, 10)).toThrow(RangeError);
  });

  it('uses measured searches where 30 may err and the gallery is as large', () => {
    const topScores = sortedScores(Array.from({ length: 3000 }, (_, i) => i / 3000));
    const searches = { gallerySize: 400, topScores };
    expect(identificationThreshold(table, 0.01, 400, searches)).toMatchObject({
      basis: 'empirical',
      beyondData: false,
    });
    expect(identificationThreshold(table, 0.01, 400, searches)!.threshold).toBeCloseTo(0.99, 3);
    expect(identificationThreshold(table, 0.01, 200, searches)!.basis).toBe('empirical');
    expect(identificationThreshold(table, 0.01, 199, searches)!.basis).toBe('extrapolated');
    expect(identificationThreshold(table, 0.01, 401, searches)!.basis).toBe('extrapolated');
    expect(identificationThreshold(table, 0.009, 400, searches)!.basis).toBe('extrapolated');
  });

  it('says it in words', () => {
    expect(strangersAccepted(0.01, 460)).toBe('about 1 stranger in 100 accepted at 460 people');
    expect(strangersAccepted(fpirFromFmr(1e-4, 10_000), 10_000)).toBe(
      'about 1 stranger in 1.6 accepted at 10,000 people',
    );
    expect(strangersAccepted(1, 3)).toBe('about 1 stranger in 1 accepted at 3 people');
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  errorsAllowed,
  falseMatchRate,
  falseNonMatchRate,
  thresholdForFmr,
} from '../../../models/metrics/error-rates.ts';
import { countAtLeast, nextUp, sortedScores } from '../../../models/metrics/scores.ts';
import { forty } from './forty-scores.ts';
import { coarseScore, coarseScores, naiveFmr, naiveFnmr } from './naive.ts';

const mated = sortedScores(forty.mated);
const nonMated = sortedScores(forty.nonMated);

describe('rates of the forty scores, by hand', () => {
  it.each([
    // threshold, non-mated scores at or above it, mated scores below it
    [Number.NEGATIVE_INFINITY, 20, 0],
    [0, 19, 1],
    [0.3, 10, 1],
    [0.31, 8, 2],
    [0.45, 4, 3],
    [0.5, 3, 4],
    [nextUp(0.5), 1, 6],
    [0.6, 1, 7],
    [nextUp(0.6), 0, 9],
    [Number.POSITIVE_INFINITY, 0, 19],
  ])('at %f: %d false matches, %d false non-matches', (threshold, falseMatches, falseNonMatches) => {
    expect(falseMatchRate(nonMated, threshold)).toEqual({ errors: falseMatches, trials: 20, rate: falseMatches / 20 });
    expect(falseNonMatchRate(mated, threshold)).toEqual({
      errors: falseNonMatches,
      trials: 20,
      rate: falseNonMatches / 20,
    });
  });

  it.each([
    // requested FMR, threshold, FMR that results: a tie at 0.5 is refused as a whole
    [1, Number.NEGATIVE_INFINITY, 1],
    [0.95, nextUp(Number.NEGATIVE_INFINITY), 0.95],
    [0.15, nextUp(0.45), 0.15],
    [0.1, nextUp(0.5), 0.05],
    [0.05, nextUp(0.5), 0.05],
    [0.049, nextUp(0.6), 0],
    [0, nextUp(0.6), 0],
  ])('at most FMR %f needs %f, which gives %f', (target, threshold, rate) => {
    expect(thresholdForFmr(nonMated, target)).toBe(threshold);
    expect(falseMatchRate(nonMated, threshold).rate).toBe(rate);
  });
});

describe('edges', () => {
  it('says that a rate over nothing is not measurable', () => {
    expect(falseMatchRate(new Float64Array(0), 0)).toEqual({ errors: 0, trials: 0, rate: null });
    expect(falseNonMatchRate(new Float64Array(0), 0).rate).toBeNull();
    expect(thresholdForFmr(new Float64Array(0), 0.1)).toBeNull();
  });

  it('has no threshold where too many non-mated scores are +∞', () => {
    const scores = sortedScores([0, 0.5, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY]);
    expect(thresholdForFmr(scores, 0.25)).toBeNull();
    expect(thresholdForFmr(scores, 0.5)).toBe(nextUp(0.5));
  });

  it('refuses NaN, which would compare false with everything', () => {
    expect(() => sortedScores([0.1, Number.NaN])).toThrow(/score 1 is NaN/);
  });

  it('counts allowed errors exactly where the product rounds', () => {
    // 0.29 × 100 is 28.999999999999996 and 0.1 × 30 is 3.0000000000000004 in doubles.
    expect(errorsAllowed(0.29, 100)).toBe(29);
    expect(errorsAllowed(0.1, 30)).toBe(3);
    expect(errorsAllowed(1e-4, 300_000)).toBe(30);
    expect(errorsAllowed(2, 7)).toBe(7);
    expect(() => errorsAllowed(Number.NaN, 3)).toThrow(RangeError);
  });

  it('steps to the next double', () => {
    expect(nextUp(0)).toBe(Number.MIN_VALUE);
    expect(nextUp(-0)).toBe(Number.MIN_VALUE);
    expect(nextUp(1)).toBe(1 + Number.EPSILON);
    expect(nextUp(-1)).toBe(-1 + Number.EPSILON / 2);
    expect(nextUp(Number.NEGATIVE_INFINITY)).toBe(-Number.MAX_VALUE);
    expect(nextUp(Number.MAX_VALUE)).toBe(Number.POSITIVE_INFINITY);
    expect(nextUp(-Number.MIN_VALUE)).toBe(-0);
  });
});

describe('against naive loops', () => {
  it('gives the same rates', () => {
    fc.assert(
      fc.property(coarseScores, coarseScore, (scores, threshold) => {
        const sorted = sortedScores(scores);
        expect(falseMatchRate(sorted, threshold).rate).toBe(naiveFmr(scores, threshold));
        expect(falseNonMatchRate(sorted, threshold).rate).toBeCloseTo(naiveFnmr(scores, threshold), 15);
        expect(countAtLeast(sorted, threshold)).toBe(scores.filter((s) => s >= threshold).length);
      }),
    );
  });

  it('finds the smallest threshold that keeps the promise', () => {
    fc.assert(
      fc.property(coarseScores, fc.double({ min: 0, max: 1, noNaN: true }), (scores, target) => {
        const threshold = thresholdForFmr(sortedScores(scores), target);
        const candidates = [Number.NEGATIVE_INFINITY, ...scores.map(nextUp)].sort((a, b) => (a < b ? -1 : 1));
        expect(threshold).toBe(candidates.find((t) => naiveFmr(scores, t) <= target) ?? null);
      }),
    );
  });
});

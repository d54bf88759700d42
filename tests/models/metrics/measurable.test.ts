import { describe, expect, it } from 'vitest';
import { fnmrAtFmr, intervalFor, isMeasurable, measured } from '../../../models/metrics/measurable.ts';
import { nextUp, sortedScores } from '../../../models/metrics/scores.ts';
import { forty } from './forty-scores.ts';

/** The hand-made non-mated scores 150 times: 3,000 comparisons, enough for FMR 1e-2 and no more. */
const nonMated = sortedScores(Array.from({ length: 150 }, () => forty.nonMated).flat());
const mated = sortedScores(forty.mated);

describe('FNMR at FMR only where n ≥ 30/FMR', () => {
  it('is given with its threshold and its errors', () => {
    // 5 % of the scores lie at 0.6, so that FMR ≤ 0.01 refuses them: 9 of 20 mated lie at or below 0.6.
    expect(fnmrAtFmr(mated, nonMated, 0.01)).toEqual({
      value: 9 / 20,
      errors: 9,
      trials: 20,
      threshold: nextUp(0.6),
      indicative: true,
      note: 'indicative: rests on 9 errors in 20',
    });
  });

  it('is not given beyond', () => {
    const figure = fnmrAtFmr(mated, nonMated, 0.001);
    expect(figure.value).toBeNull();
    expect(figure.threshold).toBeNull();
    expect(figure.note).toBe('not measurable: n < 30/FMR (3000 non-mated comparisons, 30000 needed)');
    expect(fnmrAtFmr(mated, new Float64Array(0), 0.01).value).toBeNull();
    expect(fnmrAtFmr(new Float64Array(0), nonMated, 0.01).note).toBe('not measurable: no comparisons');
  });

  it('begins exactly at 30/FMR', () => {
    expect(isMeasurable(1e-4, 300_000)).toBe(true);
    expect(isMeasurable(1e-4, 299_999)).toBe(false);
    expect(isMeasurable(1e-6, 30_000_000)).toBe(true);
  });
});

describe('marks', () => {
  it('calls fewer than 30 errors indicative', () => {
    expect(measured(29, 1000, 0.5).indicative).toBe(true);
    expect(measured(30, 1000, 0.5)).toMatchObject({ indicative: false, note: null, value: 0.03 });
  });

  it('answers zero errors with 3/n', () => {
    const none = measured(0, 600, 0.5);
    expect(none.note).toBe('no error in 600: 95 % upper bound 0.5 % (3/n)');
    expect(intervalFor(none, () => null)).toEqual({ low: 0, high: 0.005, level: 0.95 });
    expect(intervalFor(measured(0, 2, 0.5), () => null)?.high).toBe(1);
  });

  it('has no interval for what is not measurable', () => {
    expect(intervalFor(measured(0, 0, null), () => ({ low: 0, high: 1, level: 0.95 }))).toBeNull();
  });
});

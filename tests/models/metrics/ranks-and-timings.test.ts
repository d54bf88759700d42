import { expect, test } from 'vitest';
import { kendallTau, ranksOf, spearmanRho } from '../../../models/metrics/rank-correlation.ts';
import { medianRank, surelyQuicker, timingsOf } from '../../../models/metrics/timings.ts';
import references from './references/ranks.json' with { type: 'json' };

test('ranks, Kendall’s τ and Spearman’s ρ are SciPy’s, with and without ties', () => {
  for (const { x, y, tau, rho, ranks } of references.pairs) {
    expect(ranksOf(x)).toEqual(ranks);
    expect(kendallTau(x, y)).toBeCloseTo(tau, 12);
    expect(spearmanRho(x, y)).toBeCloseTo(rho, 12);
  }
});

test('where one side orders nothing there is no correlation; lists that do not pair are refused', () => {
  expect(kendallTau([1, 1, 1], [1, 2, 3])).toBeNull();
  expect(spearmanRho([1, 2], [5, 5])).toBeNull();
  expect(() => kendallTau([1], [1, 2])).toThrow(RangeError);
  expect(() => spearmanRho([1], [1, 2])).toThrow(RangeError);
});

test('median and p95 are NumPy’s, the median’s interval SciPy’s binomial one', () => {
  const { samples, median, p95 } = references.quantiles;
  const found = timingsOf(samples);
  expect(found.median).toBeCloseTo(median, 12);
  expect(found.p95).toBeCloseTo(p95, 12);
  const sorted = samples.toSorted((a, b) => a - b);
  expect([found.low, found.high]).toEqual([sorted[9], sorted[21]]);
  for (const { n, rank } of references.medians) expect([n, medianRank(n)]).toEqual([n, rank]);
  expect(() => timingsOf([])).toThrow(RangeError);
});

test('quicker beyond chance: SciPy’s sign test on rounds', () => {
  for (const { n, losses, p } of references.signs) {
    const a = Array.from({ length: n }, () => 1);
    const b = Array.from({ length: n }, (_, i) => (i < losses ? 0.5 : 2));
    expect([n, losses, surelyQuicker(a, b)]).toEqual([n, losses, p < 0.05 && losses < n / 2]);
    expect(surelyQuicker(b, a)).toBe(p < 0.05 && losses > n / 2);
  }
  // Rounds in which both are alike say nothing.
  expect(surelyQuicker([1, 1, 1, 1, 1, 1, 1], [1, 2, 2, 2, 2, 2, 2])).toBe(true);
  expect(surelyQuicker([1, 1, 1], [1, 1, 1])).toBe(false);
  expect(() => surelyQuicker([1], [])).toThrow(RangeError);
});

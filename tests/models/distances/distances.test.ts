import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { jensenShannonDivergence, kullbackLeibler } from '../../../models/distances/distributions.ts';
import { editDistance, editTable } from '../../../models/distances/edit.ts';
import { cholesky, mahalanobis, shrunkCovariance, whitened } from '../../../models/distances/mahalanobis.ts';
import { DISTANCES, type DistanceId, distanceIds } from '../../../models/distances/registry.ts';
import { chebyshev, euclidean, minkowski } from '../../../models/distances/vectors.ts';

type Pair = { a: number[]; b: number[] } & Record<string, number>;
const references = JSON.parse(readFileSync(new URL('./references/distances.json', import.meta.url), 'utf8')) as {
  numbers: Pair[];
  bits: Pair[];
  amounts: Pair[];
  shares: Pair[];
  mahalanobis: Pair & { rows: number[][] };
  edit: { a: string; b: string; edit: number }[];
};
const parameters = { p: 3, factor: cholesky([1, 0, 0, 1], 2) };

describe.each(['numbers', 'bits', 'amounts', 'shares'] as const)('%s as SciPy has them', (kind) => {
  test.each(references[kind])('$a and $b', ({ a, b, minkowski_half, minkowski_3, ...values }) => {
    for (const [id, value] of Object.entries(values as Record<string, number>))
      expect(DISTANCES[id as DistanceId].between(a, b, parameters), id).toBeCloseTo(value, 12);
    if (kind !== 'numbers') return;
    expect(minkowski(a, b, 0.5) / minkowski_half!).toBeCloseTo(1, 12);
    expect(DISTANCES.minkowski.between(a, b, parameters)).toBeCloseTo(minkowski_3!, 12);
  });
});

test('Mahalanobis as SciPy has it, by the plain and by a shrunk covariance; whitening makes it Euclidean', () => {
  const { rows, a, b, plain, shrunk } = references.mahalanobis;
  const factor = cholesky(shrunkCovariance(rows, 0), 4);
  expect(mahalanobis(a, b, factor)).toBeCloseTo(plain!, 10);
  expect(mahalanobis(a, b, cholesky(shrunkCovariance(rows, 0.25), 4))).toBeCloseTo(shrunk!, 10);
  expect(euclidean(whitened(a, factor), whitened(b, factor))).toBeCloseTo(plain!, 10);
  expect(() => cholesky(shrunkCovariance(rows.slice(0, 3), 0), 4)).toThrow(RangeError);
  expect(() => shrunkCovariance([[1, 2]], 0)).toThrow(RangeError);
  expect(() => mahalanobis([1], [2], factor)).toThrow(RangeError);
});

test.each(references.edit)('the edit distance of “$a” and “$b”', ({ a, b, edit }) => {
  expect(editDistance([...a], [...b])).toBe(edit);
  expect(editTable([...a], [...b]).at(-1)).toBe(edit);
});

test('by hand: limits, empty things, and what does not fit', () => {
  expect(minkowski([0, 0], [3, 4], 1e6)).toBeCloseTo(chebyshev([0, 0], [3, 4]), 4);
  expect(minkowski([0, 0], [1e200, 1e200], 40)).toBeCloseTo(1e200 * 2 ** (1 / 40), -190);
  expect(minkowski([0, 0], [3, 4], Number.POSITIVE_INFINITY)).toBe(4);
  expect(() => minkowski([0], [1], 0)).toThrow(RangeError);
  expect(kullbackLeibler([0.5, 0.5], [1, 0])).toBe(Number.POSITIVE_INFINITY);
  expect(kullbackLeibler([1, 0], [0.5, 0.5])).toBeCloseTo(Math.LN2, 12);
  expect(jensenShannonDivergence([1, 0], [0, 1])).toBeCloseTo(Math.LN2, 12);
  for (const id of ['bray-curtis', 'canberra', 'jaccard'] as const)
    expect(DISTANCES[id].between([0, 0], [0, 0], parameters)).toBe(0);
  expect(DISTANCES.cosine.between([0, 0], [1, 0], parameters)).toBeNaN();
  for (const id of distanceIds.filter((one) => one !== 'edit'))
    expect(() => DISTANCES[id].between([0.5, 0.5], [1], parameters), id).toThrow(RangeError);
});

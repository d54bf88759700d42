import { expect, test } from 'vitest';
import { binAt, binned, filled, shares } from '../../../renderer/charts/histogram.ts';

test('a value at an edge belongs to the bin above it; what lies outside is counted in the outer bins, and NaN nowhere', () => {
  const bins = binned([-5, 0, 0.25, 0.4999, 0.5, 1, 7, Number.NaN, Number.POSITIVE_INFINITY], 0, 1, 4);
  expect(bins.edges).toEqual([0, 0.25, 0.5, 0.75, 1]);
  expect(bins.counts).toEqual([2, 2, 1, 3]);
});

test('shares are of its own kind, and of nothing 0', () => {
  expect(shares({ edges: [0, 1, 2], counts: [1, 3] })).toEqual([0.25, 0.75]);
  expect(shares({ edges: [0, 1, 2], counts: [0, 0] })).toEqual([0, 0]);
});

test('the bin of a value', () => {
  const bins = { edges: [0, 1, 2], counts: [4, 5] };
  expect([-1, 0, 0.99, 1, 2, 9].map((value) => binAt(bins, value))).toEqual([0, 0, 0, 1, 1, 1]);
});

test('empty bins at both ends are left out together, but for one on each side', () => {
  const edges = [0, 1, 2, 3, 4, 5, 6];
  const kinds = [
    { edges, counts: [0, 0, 1, 0, 0, 0] },
    { edges, counts: [0, 0, 0, 2, 0, 0] },
  ];
  expect(filled(kinds)).toEqual([
    { edges: [1, 2, 3, 4, 5], counts: [0, 1, 0, 0] },
    { edges: [1, 2, 3, 4, 5], counts: [0, 0, 2, 0] },
  ]);
  const full = [{ edges: [0, 1, 2], counts: [1, 1] }];
  expect(filled(full)).toEqual(full);
  const none = [{ edges: [0, 1, 2], counts: [0, 0] }];
  expect(filled(none)).toEqual(none);
});

import { expect, test } from 'vitest';
import { shrink, wayIds } from '../../../models/experiments/downsampling/ways.ts';
import { workedOut } from '../../../models/experiments/downsampling/worked.ts';
import { seededRandom } from '../../../models/metrics/seeded-random.ts';
import { type Plane, planeOf } from '../../../models/padding/plane.ts';
import { resize, resizeKinds } from '../../../models/sampling/resize.ts';
import { termsOf } from '../../../models/sampling/terms.ts';

const random = seededRandom(4);
const some = (side: number): Plane =>
  planeOf(
    side,
    side,
    Array.from({ length: side * side }, () => 255 * random()),
  );
const places = [0, 1, 7, 10, 14, 15];

test.each(resizeKinds)('an enlarged picture’s pixels are the sums of their terms: %s', (kind) => {
  const x = some(8);
  const run = (piece: Plane): Plane => resize(piece, 2 * piece.rows, 2 * piece.columns, kind);
  const whole = run(x);
  for (const row of places)
    for (const column of places) {
      const terms = termsOf({ run, ratio: 2, reach: 3 }, x, row, column);
      const sum = terms.reduce((total, { weight, value }) => total + weight * value, 0);
      expect(sum).toBeCloseTo(whole.values[row * 16 + column]!, 9);
    }
});

test('linear interpolation has the weights of its half-pixel centres', () => {
  const run = (piece: Plane): Plane => resize(piece, 2 * piece.rows, 2 * piece.columns, 'linear');
  const weights = termsOf({ run, ratio: 2, reach: 3 }, some(8), 5, 6).map(({ weight }) => weight);
  // Rows 2 and 3 count 3/4 and 1/4, columns 2 and 3 1/4 and 3/4.
  expect(weights).toEqual([3 / 16, 9 / 16, 1 / 16, 3 / 16]);
});

test.each(wayIds)('a smaller picture’s pixels are worked out, at the border too: %s', (way) => {
  const x = some(32);
  for (const choice of [
    { weights: 'edges', k: 3, taps: 3, seed: 1 },
    { weights: 'random', k: 7, taps: 6, seed: 2 },
    { weights: 'one', k: 3, taps: 2, seed: 3 },
  ] as const) {
    const small = shrink(x, way, choice);
    for (const row of places)
      for (const column of places) {
        const { of, terms } = workedOut(x, way, choice, row, column);
        const result =
          of === 'largest'
            ? Math.max(...terms.map(({ value }) => value))
            : terms.reduce((total, { weight, value }) => total + weight * value, 0);
        expect(result).toBeCloseTo(small.values[row * small.columns + column]!, 9);
      }
  }
});

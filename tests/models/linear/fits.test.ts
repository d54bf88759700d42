import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fitLinear, meanLossGradient } from '../../../models/linear/fit-linear.ts';
import { gradientDescent } from '../../../models/linear/gradient-descent.ts';
import { leastSquares, SingularError } from '../../../models/linear/least-squares.ts';
import { tableOf } from '../../../models/linear/table.ts';
import { RESIDUAL_LOSSES } from '../../../models/losses/residual.ts';

interface Fit {
  x: number[][];
  y: number[];
  beta: number;
  l1: number[];
  l2: number[];
  'smooth-l1': number[];
}
const { fits } = JSON.parse(readFileSync(new URL('./references/fits.json', import.meta.url), 'utf8')) as {
  fits: Fit[];
};

describe.each(fits)('as NumPy and SciPy fit it, β = $beta', (reference) => {
  test.each(RESIDUAL_LOSSES)('%s', (loss) => {
    const { theta } = fitLinear(tableOf(reference.x), reference.y, loss, { beta: reference.beta });
    for (const [k, value] of reference[loss].entries()) expect(theta[k]).toBeCloseTo(value, loss === 'l1' ? 8 : 6);
  });
});

test('a constant: mean under L2, median under L1, in between under smooth L1', () => {
  const y = [1, 2, 4, 7, 100];
  const ones = tableOf(y.map(() => [1]));
  const constant = (loss: 'l1' | 'l2' | 'smooth-l1', beta = 1) => fitLinear(ones, y, loss, { beta }).theta[0];
  expect(constant('l2')).toBeCloseTo(22.8, 12);
  expect(constant('l1')).toBe(4);
  // By hand for β = 10: four residuals on the parabola, one pulls by 1: (1 + 2 + 4 + 7 − 4m)/10 + 1 = 0.
  expect(constant('smooth-l1', 10)).toBeCloseTo(6, 9);
});

test('points on one line, points twice and a corner that all pass through do not make L1 go round in a circle', () => {
  const on = tableOf([0, 1, 2, 3, 3, 4, 5].map((x) => [1, x]));
  const { theta, mean } = fitLinear(on, [1, 3, 5, 7, 7, 9, 30], 'l1');
  expect([...theta]).toEqual([expect.closeTo(1, 9), expect.closeTo(2, 9)]);
  expect(mean).toBeCloseTo(19 / 7, 9);
});

test('what does not determine the answer is refused', () => {
  expect(() =>
    leastSquares(
      tableOf([
        [1, 2],
        [1, 2],
        [1, 2],
      ]),
      [1, 2, 3],
    ),
  ).toThrow(SingularError);
});

test('gradient descent reaches the least squares, and ends where numbers overflow', () => {
  const { x, y, l2 } = fits[0]!;
  const table = tableOf(x);
  const gradient = (at: Float64Array) => meanLossGradient(table, y, at, 'l2', 1);
  const path = gradientDescent({ gradient, start: [0, 0], rate: 0.05, steps: 3000 });
  for (const [k, value] of l2.entries()) expect(path.at(-1)![k]).toBeCloseTo(value, 9);
  const away = gradientDescent({ gradient, start: [0, 0], rate: 50, steps: 3000 });
  expect(away.length).toBeLessThan(3000);
  expect(away.every((at) => at.every(Number.isFinite))).toBe(true);
});

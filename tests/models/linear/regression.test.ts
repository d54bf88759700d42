import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { SingularError } from '../../../models/linear/least-squares.ts';
import { firstCoefficient } from '../../../models/linear/regression.ts';

interface Reference {
  columns: number[][];
  y: number[];
  estimate: number;
  error: number;
  half: number;
}
const { regressions } = JSON.parse(
  readFileSync(new URL('../causal/references/causal.json', import.meta.url), 'utf8'),
) as { regressions: Reference[] };

test.each(regressions)(
  'as NumPy and SciPy have it: $columns.length columns',
  ({ columns, y, estimate, error, half }) => {
    const found = firstCoefficient(columns, y);
    expect(found.estimate).toBeCloseTo(estimate, 10);
    expect(found.error).toBeCloseTo(error, 10);
    // Student's quantile is an expansion: four digits of the half width at ten degrees of freedom.
    expect((found.high - found.low) / 2 / half).toBeCloseTo(1, 3);
    expect((found.high + found.low) / 2).toBeCloseTo(estimate, 10);
  },
);

test('a column that follows from the others, and too few rows, are refused', () => {
  const a = [1, 2, 3, 5, 8, 13, 21];
  const y = [3, 1, 4, 1, 5, 9, 2];
  const twice = a.map((value) => 2 * value + 1);
  expect(() => firstCoefficient([twice, a], y)).toThrow(SingularError);
  expect(() => firstCoefficient([a], y.slice(0, 3))).toThrow(RangeError);
});

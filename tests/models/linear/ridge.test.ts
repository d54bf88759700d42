import { expect, test } from 'vitest';
import { leastSquares } from '../../../models/linear/least-squares.ts';
import { ridge } from '../../../models/linear/ridge.ts';
import { seededRandom } from '../../../models/metrics/seeded-random.ts';

test('by hand: one input, x = 1, 2, y = 2, 4: θ = 10 / (5 + 2 λ)', () => {
  expect(ridge(Float64Array.of(1, 2), Float64Array.of(2, 4), { rows: 2, inputs: 1, outputs: 1 }, 0.5)[0]).toBeCloseTo(
    10 / 6,
    12,
  );
});

test('with next to no λ it is least squares, each output by itself', () => {
  const random = seededRandom(5);
  const numbers = (count: number): Float64Array => Float64Array.from({ length: count }, () => random() - 0.5);
  const [x, y] = [numbers(30 * 4), numbers(30 * 2)];
  const theta = ridge(x, y, { rows: 30, inputs: 4, outputs: 2 }, 1e-12);
  for (const output of [0, 1]) {
    const own = leastSquares(
      { dimension: 4, values: x },
      Float64Array.from({ length: 30 }, (_, i) => y[2 * i + output]!),
    );
    for (const input of [0, 1, 2, 3]) expect(theta[2 * input + output]).toBeCloseTo(own[input]!, 8);
  }
  expect(() => ridge(x, y, { rows: 30, inputs: 4, outputs: 2 }, 0)).toThrow(RangeError);
  expect(() => ridge(x, y, { rows: 29, inputs: 4, outputs: 2 }, 1)).toThrow(RangeError);
});

test('with fewer rows than inputs it is the same Θ: its gradient is nought', () => {
  const random = seededRandom(6);
  const numbers = (count: number): Float64Array => Float64Array.from({ length: count }, () => random() - 0.5);
  const [rows, inputs, outputs, lambda] = [5, 9, 2, 0.01];
  const [x, y] = [numbers(rows * inputs), numbers(rows * outputs)];
  const theta = ridge(x, y, { rows, inputs, outputs }, lambda);
  for (let i = 0; i < inputs; i++)
    for (let c = 0; c < outputs; c++) {
      let gradient = lambda * rows * theta[i * outputs + c]!;
      for (let row = 0; row < rows; row++) {
        let off = -y[row * outputs + c]!;
        for (let j = 0; j < inputs; j++) off += x[row * inputs + j]! * theta[j * outputs + c]!;
        gradient += off * x[row * inputs + i]!;
      }
      expect(gradient).toBeCloseTo(0, 12);
    }
});

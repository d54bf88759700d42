import { expect, test } from 'vitest';
import { contourLines, fieldOf } from '../../../../renderer/lessons/parts/contour-lines.ts';

test('contour lines of x² + 4y² lie on its ellipses and close round them', () => {
  const field = fieldOf((x, y) => x * x + 4 * y * y, [-2.01, 2.05], [-2.02, 2.03], 81, 81);
  const lines = contourLines(field, 1);
  let length = 0;
  for (const [a, b] of lines) {
    for (const [x, y] of [a, b]) expect(x * x + 4 * y * y).toBeCloseTo(1, 2);
    length += Math.hypot(a[0] - b[0], a[1] - b[1]);
  }
  // Ramanujan's perimeter of an ellipse with half axes 1 and 0.5.
  expect(length).toBeCloseTo(Math.PI * (4.5 - Math.sqrt(3.5 * 2.5)), 2);
  const ends = lines.flat().map(([x, y]) => `${x.toFixed(6)} ${y.toFixed(6)}`);
  expect(ends.every((end) => ends.filter((other) => other === end).length === 2)).toBe(true);
  expect(contourLines(field, 50)).toEqual([]);
});

test('at a saddle the mean of the corners decides which sides are joined', () => {
  const lines = (low: number) =>
    contourLines({ values: [1, low, low, 1], columns: 2, rows: 2, x: [0, 1], y: [0, 1] }, 0)
      .map(([a, b]) => [a, b].flat().map((at) => Number(at.toFixed(9))))
      .sort((a, b) => a[1]! - b[1]!);
  // Corners (0,0) and (1,1) are above; they are joined where the middle is above, too.
  expect(lines(-0.5)).toEqual([
    [0.666666667, 0, 1, 0.333333333],
    [0.333333333, 1, 0, 0.666666667],
  ]);
  expect(lines(-3)).toEqual([
    [0, 0.25, 0.25, 0],
    [1, 0.75, 0.75, 1],
  ]);
});

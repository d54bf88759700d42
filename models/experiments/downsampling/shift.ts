import { cut, type Plane } from '../../padding/plane.ts';
import { type Shrink, STRIDE, shrink, type WayChoice, type WayId, wayIds } from './ways.ts';

/** So many pixels of a small picture are left out at its border, where padding speaks. */
export const EDGE = 4;

/**
 * A plane moved by a number of pixels to the left and up, halves too: between pixels by cubic convolution (Keys 1981), which is what a picture without
 * false patterns allows. Beyond the border the edge goes on.
 */
export function moved(plane: Plane, right: number, down: number): Plane {
  const { rows, columns, values } = plane;
  const [x, y] = [tapsAt(right), tapsAt(down)];
  const within = (at: number, size: number): number => Math.min(size - 1, Math.max(0, at));
  const out = new Float64Array(rows * columns);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) {
      let sum = 0;
      for (const [dy, b] of y)
        for (const [dx, a] of x)
          sum += a * b * values[within(row + dy, rows) * columns + within(column + dx, columns)]!;
      out[row * columns + column] = sum;
    }
  return { rows, columns, values: out };
}

/** Offsets and weights of a shift by whole or half pixels. */
function tapsAt(shift: number): readonly (readonly [number, number])[] {
  const whole = Math.floor(shift);
  if (shift === whole) return [[whole, 1]];
  // Keys's kernel (a = −½) half-way between pixels.
  return HALF.map((weight, i) => [whole + i - 1, weight] as const);
}

const HALF = [-1 / 16, 9 / 16, 9 / 16, -1 / 16] as const;

export interface Moved {
  /** Of the picture as it stands, and of the shifted one. */
  readonly before: Plane;
  readonly after: Plane;
  /** |after − before moved along|; 0 at the edge, which does not count: what moved in there has nothing to be held to. */
  readonly change: Plane;
  /** Root mean square of that, over the deviation of `before`: 0 where the output does nothing but move along. */
  readonly beyond: number;
  /** The same without moving along: what a next layer that looks at fixed places sees. */
  readonly plain: number;
}

/** Shifts a picture by whole pixels and holds its small version to the small version moved by half of that. `wide` has `margin` more on every side. */
export function movedBy(
  { wide, margin, right, down }: { wide: Plane; margin: number; right: number; down: number },
  way: WayId,
  choice: WayChoice,
  shrunk: Shrink = shrink,
): Moved {
  const [rows, columns] = [wide.rows - 2 * margin, wide.columns - 2 * margin];
  const before = shrunk(cut(wide, margin, margin, rows, columns), way, choice);
  const after = shrunk(cut(wide, margin + down, margin + right, rows, columns), way, choice);
  const along = moved(before, right / STRIDE, down / STRIDE);
  const edge = EDGE + Math.ceil(Math.max(Math.abs(right), Math.abs(down)) / STRIDE);
  const counts = (at: number, size: number): boolean => at >= edge && at < size - edge;
  const change = {
    ...after,
    values: after.values.map((value, i) => {
      const [row, column] = [Math.floor(i / after.columns), i % after.columns];
      return counts(row, after.rows) && counts(column, after.columns) ? Math.abs(value - along.values[i]!) : 0;
    }),
  };
  const inside = (plane: Plane): Plane => cut(plane, edge, edge, plane.rows - 2 * edge, plane.columns - 2 * edge);
  const deviation = deviationOf(inside(before));
  const still = { ...after, values: after.values.map((value, i) => value - before.values[i]!) };
  return {
    before,
    after,
    change,
    beyond: strengthOf(inside(change)) / deviation,
    plain: strengthOf(inside(still)) / deviation,
  };
}

export const strengthOf = ({ values }: Plane): number =>
  Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);

export function deviationOf({ values }: Plane): number {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

/** Every way at every shift to the right from 0 to `most`. */
export const overShifts = (wide: Plane, margin: number, most: number, choice: WayChoice): Record<WayId, number[]> =>
  Object.fromEntries(
    wayIds.map((way) => [
      way,
      Array.from({ length: most + 1 }, (_, right) => movedBy({ wide, margin, right, down: 0 }, way, choice).beyond),
    ]),
  ) as Record<WayId, number[]>;

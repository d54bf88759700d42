import { timesVector } from '../linear/conditioning.ts';
import { gradientDescent } from '../linear/gradient-descent.ts';
import { type Table, tableOf } from '../linear/table.ts';
import { seededRandom } from '../metrics/seeded-random.ts';

/** So far the slope has to fall for a descent to count as converged, in parts of where it began. */
export const CONVERGED = 1e-3;

/**
 * Two columns of `n` rows with mean 0, variance 1 and exactly this correlation; the second then in another unit: times `scale`,
 * plus `offset`.
 */
export function twoColumns(seed: number, n: number, correlation: number, scale: number, offset = 0): Table {
  const random = seededRandom(seed);
  const raw = [0, 1].map(() => Array.from({ length: n }, () => random() + random() + random() - 1.5));
  const [x, z] = raw.map((column) => standard(column)) as [number[], number[]];
  // What x explains of z is taken off, so that the correlation is what is asked for.
  const along = x.reduce((sum, value, i) => sum + value * z[i]!, 0) / n;
  const rest = standard(z.map((value, i) => value - along * x[i]!));
  const across = Math.sqrt(1 - correlation ** 2);
  return tableOf(x.map((value, i) => [value, offset + scale * (correlation * value + across * rest[i]!)]));
}

function standard(column: readonly number[]): number[] {
  const mean = column.reduce((sum, value) => sum + value, 0) / column.length;
  const spread = Math.sqrt(column.reduce((sum, value) => sum + (value - mean) ** 2, 0) / column.length);
  return column.map((value) => (value - mean) / spread);
}

/** Gradient descent on ½ eᵀHe, with e counted from the minimum, until the slope has fallen to {@link CONVERGED}. */
export function descend(hessian: Float64Array, start: ArrayLike<number>, rate: number, steps: number) {
  const slopeAt = (e: Float64Array): number => Math.hypot(...timesVector(hessian, e));
  const first = slopeAt(Float64Array.from(start));
  const path = gradientDescent({
    gradient: (e) => timesVector(hessian, e),
    start,
    rate,
    steps,
    ended: (e) => slopeAt(e) <= CONVERGED * first,
  });
  return { path, converged: slopeAt(path.at(-1)!) <= CONVERGED * first };
}

/** ½ eᵀHe. */
export const heightOf = (hessian: Float64Array, e: ArrayLike<number>): number =>
  timesVector(hessian, e).reduce((sum, value, k) => sum + value * e[k]!, 0) / 2;

/** How many steps of a path turn back by more than a right angle. */
export function turnsBack(path: readonly Float64Array[]): number {
  let turns = 0;
  for (let i = 2; i < path.length; i++) {
    let along = 0;
    for (let k = 0; k < path[i]!.length; k++)
      along += (path[i]![k]! - path[i - 1]![k]!) * (path[i - 1]![k]! - path[i - 2]![k]!);
    if (along < 0) turns++;
  }
  return turns;
}

import type { Plane } from '../../padding/plane.ts';
import { blurPool, maxPool } from '../../sampling/pool.ts';
import { type Term, termsOf } from '../../sampling/terms.ts';
import { STRIDE, shrink, type WayChoice, type WayId } from './ways.ts';

/** What an output is made of: the largest of some, or a sum. */
export interface Worked {
  readonly of: 'largest' | 'sum';
  readonly terms: readonly Term[];
}

/** The inputs of one output of the small picture; those of max, blur, skip are maxima themselves. */
export function workedOut(x: Plane, way: WayId, choice: WayChoice, row: number, column: number): Worked {
  if (way === 'max') {
    const window = [0, 1].flatMap((i) => [0, 1].map((j) => (STRIDE * row + i) * x.columns + STRIDE * column + j));
    return { of: 'largest', terms: window.map((at) => ({ weight: 1, value: x.values[at]! })) };
  }
  // A kernel or blur of k reaches half of it; a strided window begins at its place.
  const local = { ratio: 1 / STRIDE, reach: Math.max(choice.k, choice.taps) };
  if (way !== 'maxBlur')
    return { of: 'sum', terms: termsOf({ ...local, run: (plane) => shrink(plane, way, choice) }, x, row, column) };
  const largest = maxPool(x, 2, 1);
  const run = (plane: Plane): Plane => blurPool(plane, choice.taps, STRIDE);
  return { of: 'sum', terms: termsOf({ ...local, run }, largest, row, column) };
}

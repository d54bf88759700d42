import { seededRandom } from '../../../models/metrics/seeded-random.ts';
import { convolve, spanOf } from '../../../models/padding/convolve.ts';
import { kernelOf } from '../../../models/padding/kernels.ts';
import { allSides, pad, reaches } from '../../../models/padding/pad.ts';
import { type Plane, planeOf } from '../../../models/padding/plane.ts';
import { GRID, type Settings } from './settings.ts';

/** Digits to count with, from the seed. */
export function digits(seed: number): Plane {
  const random = seededRandom(seed);
  return planeOf(
    GRID,
    GRID,
    Array.from({ length: GRID * GRID }, () => Math.floor(10 * random())),
  );
}

export interface GridWorked {
  readonly padded: Plane;
  readonly output: Plane;
}

/** Why the grid cannot be padded or convolved so. */
export type GridRefusal = 'reach' | 'fit';

export function workedGrid({
  kind,
  constant,
  kernel,
  k,
  by,
  stride,
  dilation,
  seed,
}: Settings): GridWorked | GridRefusal {
  if (!reaches(kind, by, GRID)) return 'reach';
  if (spanOf(k, dilation) > GRID + 2 * by) return 'fit';
  const padded = pad(digits(seed), allSides(by), kind, constant);
  return { padded, output: convolve(padded, kernelOf(kernel, k), { stride, dilation }) };
}

/** Outputs of the grid, for stepping through. */
export const outputsOf = (settings: Settings): number => {
  const worked = workedGrid(settings);
  return typeof worked === 'string' ? 0 : worked.output.values.length;
};

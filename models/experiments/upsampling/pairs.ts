import { lumaOf, type Plane } from '../../padding/plane.ts';
import { resize } from '../../sampling/resize.ts';
import { chipOf } from '../low-level/chips.ts';

/** A picture, made smaller, and enlarged again by cubic interpolation. */
export interface Pair {
  readonly truth: Plane;
  readonly small: Plane;
  readonly cubic: Plane;
}

/** Made smaller as papers on super-resolution do: by a cubic kernel as wide as the scale asks for. @throws RangeError where the scale does not divide the sides */
export function pairOf(truth: Plane, scale: number): Pair {
  const [rows, columns] = [truth.rows / scale, truth.columns / scale];
  if (!Number.isInteger(rows) || !Number.isInteger(columns)) throw new RangeError(`${scale} does not divide the sides`);
  const small = resize(truth, rows, columns, 'cubic');
  return { truth, small, cubic: resize(small, truth.rows, truth.columns, 'cubic') };
}

/** Invented people's faces, each drawn when it is asked for; nobody is in both parts. */
export function* facePairs(seed: number, part: 'train' | 'test', people: number, scale: number): Generator<Pair> {
  for (let person = 0; person < people; person++) yield pairOf(lumaOf(chipOf(seed, part, person)), scale);
}

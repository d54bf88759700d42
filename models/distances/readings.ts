import type { Kind } from './registry.ts';
import type { Vector } from './vectors.ts';

/**
 * A template, or any vector, as what a distance is made for: bits and sequences are its signs, shares and amounts its squares over their
 * sum, which for a unit vector are the squares themselves.
 */
export function readAs(kind: Kind, vector: Vector): Vector {
  if (kind === 'numbers') return vector;
  if (kind === 'bits' || kind === 'sequences') return Uint8Array.from(vector, (value) => (value > 0 ? 1 : 0));
  let whole = 0;
  for (let i = 0; i < vector.length; i++) whole += vector[i]! ** 2;
  return Float64Array.from(vector, (value) => value ** 2 / whole);
}

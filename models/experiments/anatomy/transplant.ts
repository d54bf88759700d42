import { type Packing, putKnown, unpackedHost } from '../../embed/networks/packed-weights.ts';
import type { HostTensor } from '../../runtime/types.ts';
import type { Learner, LearntVectors } from '../small/learner.ts';

type Packings = Learner['packings'];

/** Whether a weight of the small network belongs to its backbone; the others are its neck's and head's. */
export const inBackbone = (name: string): boolean => name.startsWith('block');

/**
 * Weights and statistics of `into` with those of another network in their places, where `wanted` says so and the other one has one
 * of this name: how pre-training is handed on. @throws RangeError where one of that name has another size
 */
export function transplanted(
  into: LearntVectors,
  packings: Packings,
  from: LearntVectors,
  other: Packings,
  wanted: (name: string) => boolean,
): LearntVectors {
  return {
    weights: replaced(into.weights, packings.trained, from.weights, other.trained, wanted),
    moving: replaced(into.moving, packings.moving, from.moving, other.moving, wanted),
  };
}

function replaced(
  own: Float32Array,
  packing: Packing,
  given: Float32Array,
  other: Packing,
  wanted: (name: string) => boolean,
): Float32Array {
  const theirs = unpackedHost(given, other);
  const known = new Map<string, HostTensor>();
  for (const [i, { name }] of packing.requests.entries()) {
    const value = theirs.get(name);
    if (!wanted(name) || value === undefined) continue;
    if (value.data.length !== packing.sizes[i])
      throw new RangeError(
        `${name} is ${value.data.length} numbers in one network and ${packing.sizes[i]} in the other`,
      );
    known.set(name, value);
  }
  const vector = Float32Array.from(own);
  putKnown(vector, packing, known);
  return vector;
}

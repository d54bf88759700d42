import { seededRandom } from '../metrics/seeded-random.ts';
import type { HostTensor } from '../runtime/types.ts';
import type { ClassSize, Loss } from './loss.ts';
import { withDefaults } from './options.ts';

/**
 * What a loss's own weights begin with, by name; none for a loss of pairs. The same for the same seed, on every machine. The
 * caller makes variables of them.
 */
export function initWeights(
  loss: Loss,
  size: ClassSize,
  given: Readonly<Record<string, number>> | undefined,
  seed: number,
): Readonly<Record<string, HostTensor>> {
  if (loss.kind === 'pairs') return {};
  const options = withDefaults(loss.id, loss.options, given);
  const random = seededRandom(seed);
  const made = Object.entries(loss.weights).map(([name, spec]) => {
    const shape = spec.shape(size, options);
    const data = new Float32Array(shape.reduce((product, length) => product * length, 1));
    if (spec.init === 'directions') fillDirections(data, shape.at(-1)!, random);
    return [name, { dtype: 'float32', shape, data }] as const;
  });
  return Object.fromEntries(made);
}

/** Rows of normal numbers (Box, Muller 1958) at unit length are spread evenly over the sphere (Muller 1959). */
function fillDirections(data: Float32Array, length: number, random: () => number): void {
  for (let start = 0; start < data.length; start += length) {
    const row = data.subarray(start, start + length);
    for (let i = 0; i < length; i++) row[i] = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const norm = Math.hypot(...row) || 1;
    for (let i = 0; i < length; i++) row[i]! /= norm;
  }
}

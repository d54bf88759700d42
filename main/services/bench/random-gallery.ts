import { type Random, seededRandom } from '../../../models/metrics/seeded-random.ts';

/** `count` unit templates in uniformly random directions, row-major: a gallery of strangers for measuring time, the same for a seed. */
export function randomTemplates(count: number, dimension: number, seed: number): Float32Array {
  const random = seededRandom(seed);
  const templates = new Float32Array(count * dimension);
  for (let at = 0; at < templates.length; at++) templates[at] = gaussian(random);
  for (let row = 0; row < count; row++) {
    const template = templates.subarray(row * dimension, (row + 1) * dimension);
    const norm = Math.sqrt(template.reduce((sum, value) => sum + value * value, 0));
    for (let d = 0; d < dimension; d++) template[d]! /= norm;
  }
  return templates;
}

/** Box & Muller, "A Note on the Generation of Random Normal Deviates", 1958. Normal coordinates have no preferred direction. */
const gaussian = (random: Random): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

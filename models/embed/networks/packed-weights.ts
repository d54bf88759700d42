import * as tf from '@tensorflow/tfjs-core';
import { seededRandom } from '../../metrics/seeded-random.ts';
import type { HostState, HostTensor } from '../../runtime/types.ts';
import type { WeightRequest } from './layers.ts';

/**
 * Many weights in one vector: an optimiser's update is then a handful of operations instead of a dozen a weight, which in
 * small networks is a good part of a step.
 */
export interface Packing {
  readonly requests: readonly WeightRequest[];
  readonly sizes: readonly number[];
  readonly length: number;
}

export function packingOf(requests: readonly WeightRequest[]): Packing {
  const sizes = requests.map(({ shape }) => shape.reduce((a, b) => a * b, 1));
  return { requests, sizes, length: sizes.reduce((a, b) => a + b, 0) };
}

/** What a vector [length] holds, by name. Differentiable: the gradient is put together again by one concatenation. */
export function unpacked(vector: tf.Tensor, { requests, sizes }: Packing): Record<string, tf.Tensor> {
  if (requests.length === 0) return {};
  const parts = requests.length === 1 ? [vector] : tf.split(vector, [...sizes]);
  return Object.fromEntries(requests.map(({ name, shape }, i) => [name, tf.reshape(parts[i]!, [...shape])]));
}

/** The same on the host. */
export function unpackedHost(vector: Float32Array, { requests, sizes }: Packing): Map<string, HostTensor> {
  let start = 0;
  return new Map(
    requests.map(({ name, shape }, i) => {
      const data = vector.slice(start, start + sizes[i]!);
      start += sizes[i]!;
      return [name, { dtype: 'float32', shape, data }] as const;
    }),
  );
}

/** @throws when a weight is missing or of another size */
export function packedHost(weights: HostState, { requests, sizes, length }: Packing): Float32Array {
  const vector = new Float32Array(length);
  let start = 0;
  for (const [i, { name }] of requests.entries()) {
    const data = weights.get(name)?.data;
    if (data?.length !== sizes[i]) throw new Error(`network: the weight ${name} is missing or of another size`);
    vector.set(data as Float32Array, start);
    start += sizes[i]!;
  }
  return vector;
}

/** What training begins with, in one vector. The same for the same seed, on every machine. */
export function initialVector({ requests, sizes, length }: Packing, seed: number): Float32Array {
  const vector = new Float32Array(length);
  const random = seededRandom(Math.imul(seed, 0x9e3779b1) ^ 0x6a09e667);
  // Box, Muller 1958.
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  let start = 0;
  for (const [i, { init, fanIn, shape }] of requests.entries()) {
    const part = vector.subarray(start, start + sizes[i]!);
    start += sizes[i]!;
    if (init === 'ones') part.fill(1);
    if (init === 'identity') for (let k = 0; k < Math.min(...shape); k++) part[k * shape[1]! + k] = 1;
    if (init !== 'he' && init !== 'lecun') continue;
    const deviation = Math.sqrt((init === 'he' ? 2 : 1) / fanIn);
    for (let k = 0; k < part.length; k++) part[k] = deviation * normal();
  }
  return vector;
}

/** Puts known weights in their places of a vector. */
export function putKnown(vector: Float32Array, packing: Packing, known: ReadonlyMap<string, HostTensor>): void {
  let start = 0;
  for (const [i, { name }] of packing.requests.entries()) {
    const given = known.get(name);
    if (given) vector.set(given.data as Float32Array, start);
    start += packing.sizes[i]!;
  }
}

import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import '../../../models/runtime/gradients.ts';
import type { LossChoice } from '../../../models/losses/compose.ts';
import type { DistanceId } from '../../../models/losses/distances.ts';
import { initWeights } from '../../../models/losses/init-weights.ts';
import { withDefaults } from '../../../models/losses/options.ts';
import { LOSSES } from '../../../models/losses/registry.ts';
import { seededRandom } from '../../../models/metrics/seeded-random.ts';
import type { HostTensor } from '../../../models/runtime/types.ts';
import type { DistanceName, Question, Rows } from './naive.ts';
import { CLASS_ORACLES } from './oracle-classes.ts';
import { PAIR_ORACLES } from './oracle-pairs.ts';

await tf.setBackend('cpu');

export const CLASSES = 4;
export const DIMENSION = 5;

/** A batch and a loss, as plain numbers. */
export interface Example {
  readonly choice: LossChoice;
  readonly embeddings: HostTensor;
  readonly labels: HostTensor;
  readonly weights: Readonly<Record<string, HostTensor>>;
}

export const int32 = (data: readonly number[]): HostTensor => ({
  dtype: 'int32',
  shape: [data.length],
  data: Int32Array.from(data),
});

/** Random rows of length about 1 and random labels, every label possible and none certain. */
export function exampleOf(choice: LossChoice, seed: number, count = 8): Example {
  const random = seededRandom(seed);
  const data = Float32Array.from({ length: count * DIMENSION }, () => random() * 2 - 1);
  const labels = int32(Array.from({ length: count }, () => Math.floor(random() * CLASSES)));
  const size = { classes: CLASSES, dimension: DIMENSION };
  const weights = initWeights(LOSSES.get(choice.loss), size, choice.options, seed);
  // Centres and biases begin with zeros; a gradient is better tested elsewhere.
  for (const { data } of Object.values(weights)) for (const k of data.keys()) data[k]! += 0.2 * random() - 0.1;
  return { choice, embeddings: { dtype: 'float32', shape: [count, DIMENSION], data }, labels, weights };
}

export const withEmbeddings = (example: Example, data: Float32Array): Example => ({
  ...example,
  embeddings: { ...example.embeddings, data },
});

export const withLabels = (example: Example, labels: readonly number[]): Example => ({
  ...example,
  labels: int32(labels),
});

const rowsOf = ({ data, shape }: HostTensor): Rows => {
  const width = shape.at(-1)!;
  return Array.from({ length: data.length / width }, (_, i) => [...data.slice(i * width, (i + 1) * width)]);
};

/** The oracle's answer, in double precision; `at` moves one number, for finite differences. */
export function naiveValue(example: Example, moved?: { input: string; at: number; by: number }): number {
  const { choice, embeddings, labels, weights } = example;
  const loss = LOSSES.get(choice.loss);
  const shift = (name: string, tensor: HostTensor): Rows => {
    const data = Float64Array.from(tensor.data);
    if (moved?.input === name) data[moved.at]! += moved.by;
    return rowsOf({ ...tensor, data: data as unknown as Float32Array });
  };
  const question: Question = {
    x: shift('embeddings', embeddings),
    frozen: rowsOf(embeddings),
    labels: [...labels.data],
    distance: (choice.distance ?? (loss.kind === 'pairs' ? loss.distances[0] : 'cosine')) as DistanceName,
    options: withDefaults(loss.id, loss.options, choice.options),
    weights: Object.fromEntries(Object.entries(weights).map(([name, tensor]) => [name, shift(name, tensor)])),
  };
  const oracle = { ...PAIR_ORACLES, ...CLASS_ORACLES }[choice.loss];
  if (!oracle) throw new Error(`no oracle for ${choice.loss}`);
  return oracle(question);
}

/** At the papers' scales a random batch gives losses near 100, of which float32 leaves no digits for small slopes. */
export const GENTLE: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'multi-similarity': { beta: 10 },
  circle: { scale: 8 },
  'proxy-anchor': { scale: 8 },
  cosface: { scale: 8 },
  arcface: { scale: 8 },
  'sub-centre-arcface': { scale: 8 },
  'nt-xent': { temperature: 0.5 },
  'supervised-contrastive': { temperature: 0.5 },
};

/** Every loss with each of its distances. */
export const CHOICES: readonly LossChoice[] = LOSSES.all.flatMap((loss): LossChoice[] => {
  const options = GENTLE[loss.id] ?? {};
  if (loss.kind === 'classes') return [{ loss: loss.id, options }];
  return loss.distances.map((distance: DistanceId) => ({ loss: loss.id, distance, options }));
});

export const nameOf = ({ loss, distance }: LossChoice): string => (distance ? `${loss}, ${distance}` : loss);

import { initWeights } from '../losses/init-weights.ts';
import { softmax } from '../losses/softmax.ts';
import type { Head } from './head.ts';

/** What training begins with: models/losses' own beginning, the same for the same seed. */
export function freshHead(classes: number, dimension: number, seed: number): Head {
  const { classes: rows, biases } = initWeights(softmax, { classes, dimension }, undefined, seed);
  return { classes, dimension, rows: rows!.data as Float32Array, biases: biases!.data as Float32Array };
}

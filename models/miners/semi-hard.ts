import * as tf from '@tensorflow/tfjs-core';
import { defineMiner } from './miner.ts';
import { tripletsWhere } from './triplet-masks.ts';

/**
 * Triplets in the right order, but by less than `margin`: −margin < d(a, p) − d(a, n) < 0. The margin is the loss's own.
 *
 * Schroff, Kalenichenko, Philbin, "FaceNet: A Unified Embedding for Face Recognition and Clustering", CVPR 2015, §3.2 (there one such image a mated pair; here all of them).
 */
export const semiHard = defineMiner({
  id: 'semi-hard',
  title: 'Semi-hard',
  paper:
    'Schroff, Kalenichenko, Philbin: FaceNet: A Unified Embedding for Face Recognition and Clustering. CVPR 2015. arXiv:1503.03832',
  options: { margin: { default: 0.2, low: 0, high: 4, says: "the loss's margin, in the distance's unit" } },
  needsNoise: false,
  select: (input, { margin }) =>
    tripletsWhere(input, (gap) => tf.logicalAnd(tf.less(gap, 0), tf.greater(gap, -margin))),
});

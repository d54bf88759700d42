import * as tf from '@tensorflow/tfjs-core';
import { defineMiner } from './miner.ts';
import { tripletsWhere } from './triplet-masks.ts';

/**
 * Triplets in the wrong order: the non-mated image is at least as close as the mated one. From the start of training on
 * these alone, a net often collapses to one point, where every triplet is hard and has no slope.
 *
 * Schroff, Kalenichenko, Philbin, "FaceNet: A Unified Embedding for Face Recognition and Clustering", CVPR 2015, §3.2.
 */
export const hard = defineMiner({
  id: 'hard',
  title: 'Hard',
  paper:
    'Schroff, Kalenichenko, Philbin: FaceNet: A Unified Embedding for Face Recognition and Clustering. CVPR 2015. arXiv:1503.03832',
  options: {},
  needsNoise: false,
  select: (input) => tripletsWhere(input, (gap) => tf.greaterEqual(gap, 0)),
});

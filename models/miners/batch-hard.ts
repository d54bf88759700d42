import * as tf from '@tensorflow/tfjs-core';
import { pairMasks } from '../losses/masks.ts';
import { withoutGradient } from '../losses/without-gradient.ts';
import { defineMiner, type MinerInput } from './miner.ts';

/**
 * One triplet an anchor: its farthest mated and its closest non-mated image; of equals the first. An anchor that lacks
 * either has none.
 *
 * Hermans, Beyer, Leibe, "In Defense of the Triplet Loss for Person Re-Identification", 2017, eq. 5.
 */
export const batchHard = defineMiner({
  id: 'batch-hard',
  title: 'Batch-hard',
  paper: 'Hermans, Beyer, Leibe: In Defense of the Triplet Loss for Person Re-Identification. 2017. arXiv:1703.07737',
  options: {},
  needsNoise: false,
  select: (input) => ({ kind: 'pairs', mated: hardest(input, 'mated'), nonMated: hardest(input, 'nonMated') }),
});

/** 1 at the farthest mated or the closest non-mated image of each anchor: [n, n]. */
function hardest({ labels, matrix, distance }: MinerInput, side: 'mated' | 'nonMated'): tf.Tensor2D {
  const mask = pairMasks(labels)[side];
  return withoutGradient((values) => {
    const difficulty = side === 'mated' ? distance.farther(values, 0) : distance.farther(0, values);
    // Below everything that is allowed, whatever the unit: the difficulties are first moved to 0 and above.
    const above = tf.add(tf.sub(difficulty, tf.min(difficulty)), 1);
    const first = tf.argMax(tf.mul(above, mask), 1) as tf.Tensor1D;
    return tf.mul(tf.oneHot(first, labels.shape[0]), mask) as tf.Tensor2D;
  }, matrix);
}

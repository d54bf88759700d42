import * as tf from '@tensorflow/tfjs-core';
import { pairMasks } from '../losses/masks.ts';
import { withoutGradient } from '../losses/without-gradient.ts';
import { defineMiner, type MinerInput } from './miner.ts';

/**
 * Mated pairs that are farther than the anchor's closest non-mated image, and non-mated pairs that are closer than its
 * farthest mated image, both within `epsilon`. An anchor that lacks mated or non-mated images has none.
 *
 * Wang, Han, Huang, Dong, Scott, "Multi-Similarity Loss with General Pair Weighting for Deep Metric Learning", CVPR 2019, eq. 11 and 12.
 */
export const multiSimilarity = defineMiner({
  id: 'multi-similarity',
  title: 'Multi-similarity',
  paper:
    'Wang, Han, Huang, Dong, Scott: Multi-Similarity Loss with General Pair Weighting for Deep Metric Learning. CVPR 2019. arXiv:1904.06627',
  options: { epsilon: { default: 0.1, low: 0, high: 4, says: "slack, in the distance's unit" } },
  needsNoise: false,
  select(input, { epsilon }) {
    const { mated, nonMated } = pairMasks(input.labels);
    return {
      kind: 'pairs',
      mated: beyondClosest(input, mated, nonMated, epsilon),
      nonMated: withinFarthest(input, mated, nonMated, epsilon),
    };
  },
});

/** Farther than anything that a network gives; where a mask leaves nothing, no comparison holds against it. */
const FAR = 1e9;

function beyondClosest({ matrix, distance }: MinerInput, mated: tf.Tensor2D, nonMated: tf.Tensor2D, slack: number) {
  return withoutGradient((values) => {
    const away = distance.farther(values, 0);
    const closest = tf.min(tf.add(tf.mul(away, nonMated), tf.mul(tf.sub(1, nonMated), FAR)), 1, true);
    return tf.mul(mated, tf.cast(tf.greater(tf.add(away, slack), closest), 'float32')) as tf.Tensor2D;
  }, matrix);
}

function withinFarthest({ matrix, distance }: MinerInput, mated: tf.Tensor2D, nonMated: tf.Tensor2D, slack: number) {
  return withoutGradient((values) => {
    const away = distance.farther(values, 0);
    const farthest = tf.max(tf.sub(tf.mul(away, mated), tf.mul(tf.sub(1, mated), FAR)), 1, true);
    return tf.mul(nonMated, tf.cast(tf.less(tf.sub(away, slack), farthest), 'float32')) as tf.Tensor2D;
  }, matrix);
}

import * as tf from '@tensorflow/tfjs-core';
import { euclidean, unitRows } from '../losses/distances.ts';
import { logSumExpOf, NOTHING } from '../losses/log-sum-exp.ts';
import { pairMasks } from '../losses/masks.ts';
import { withoutGradient } from '../losses/without-gradient.ts';
import { defineMiner } from './miner.ts';

/**
 * For each mated pair one non-mated image of the anchor, drawn with a probability that undoes how seldom its distance is on
 * the unit sphere of dimension D: ∝ 1/q(d), q(d) = d^(D−2) · (1 − d²/4)^((D−3)/2). Distances below `cutoff` count as
 * `cutoff` (their noise would rule), those above `limit` are never drawn (they would give no loss). Distances are Euclidean
 * and of unit vectors whatever the loss uses. `noise[a, p]` decides the draw of the pair (a, p).
 *
 * Wu, Manmatha, Smola, Krähenbühl, "Sampling Matters in Deep Embedding Learning", ICCV 2017.
 */
export const distanceWeighted = defineMiner({
  id: 'distance-weighted',
  title: 'Distance-weighted',
  paper: 'Wu, Manmatha, Smola, Krähenbühl: Sampling Matters in Deep Embedding Learning. ICCV 2017. arXiv:1706.07567',
  options: {
    cutoff: { default: 0.5, low: 0.01, high: 1.9, says: 'distances below count as this' },
    limit: { default: 1.4, low: 0.1, high: 2, says: 'images farther than this are not drawn' },
  },
  needsNoise: true,
  select({ embeddings, labels, noise }, { cutoff, limit }) {
    if (!noise) throw new Error('distance-weighted: needs noise [n, n] in [0, 1) with each batch');
    const { mated, nonMated } = pairMasks(labels);
    const [count, dimension] = embeddings.shape;
    const weights = withoutGradient((rows) => {
      const unit = unitRows(rows);
      const apart = euclidean.between(unit, unit);
      const allowed = tf.mul(nonMated, tf.cast(tf.less(apart, limit), 'float32'));
      const logs = rarity(tf.maximum(apart, cutoff), dimension);
      const total = tf.expandDims(tf.maximum(logSumExpOf(logs, allowed, 1), NOTHING / 2), 1);
      const shares = tf.mul(tf.exp(tf.minimum(tf.sub(logs, total), 0)), allowed);
      const upTo = tf.expandDims(tf.cumsum(shares, 1), 1);
      const before = tf.expandDims(tf.cumsum(shares, 1, true), 1);
      // The last sum stands for 1, from which rounding may have taken a little.
      const end = tf.reshape(tf.sum(shares, 1), [count, 1, 1]);
      const drawn = tf.mul(tf.expandDims(noise, 2), end);
      const hit = tf.logicalAnd(tf.greater(upTo, drawn), tf.lessEqual(before, drawn));
      return tf.mul(tf.expandDims(mated, 2), tf.cast(hit, 'float32')) as tf.Tensor3D;
    }, embeddings);
    return { kind: 'triplets', weights };
  },
});

/** log 1/q(d), up to a constant; near d = 2, where q is 0, as if a little before. */
function rarity(distance: tf.Tensor, dimension: number): tf.Tensor {
  const rest = tf.maximum(tf.sub(1, tf.mul(tf.square(distance), 0.25)), 1e-8);
  return tf.sub(tf.mul(tf.log(distance), 2 - dimension), tf.mul(tf.log(rest), (dimension - 3) / 2));
}

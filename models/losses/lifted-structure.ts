import * as tf from '@tensorflow/tfjs-core';
import { asPairs } from '../miners/selection.ts';
import { logAddExp, logSumExpOf } from './log-sum-exp.ts';
import { definePairLoss } from './loss.ts';
import { chosen } from './masks.ts';

/**
 * ½ · max(0, J)² with J = log(Σ_k e^(α − d(i,k)) + Σ_l e^(α − d(j,l))) + d(i, j) for each mated pair (i, j), k and l over the
 * non-mated images of i and of j. Pairs [n, n], each counted in both directions, which leaves the mean as it is.
 *
 * Oh Song, Xiang, Jegelka, Savarese, "Deep Metric Learning via Lifted Structured Feature Embedding", CVPR 2016, eq. 4.
 */
export const liftedStructure = definePairLoss({
  kind: 'pairs',
  id: 'lifted-structure',
  title: 'Lifted structure',
  paper:
    'Oh Song, Xiang, Jegelka, Savarese: Deep Metric Learning via Lifted Structured Feature Embedding. CVPR 2016. arXiv:1511.06452',
  distances: ['euclidean', 'squared-euclidean', 'cosine', 'dot'],
  reducer: 'mean',
  options: { margin: { default: 1, low: -2, high: 4, says: 'α: how far non-mated images are to be' } },
  terms({ matrix, distance, selection }, { margin }) {
    const { mated, nonMated } = asPairs(selection);
    const push = logSumExpOf(distance.farther(margin, matrix), chosen(nonMated), 1);
    const both = logAddExp(...sides(push));
    const violation = tf.add(both, distance.farther(matrix, 0));
    return { pairs: { values: tf.mul(tf.square(tf.relu(violation)), 0.5), weights: mated } };
  },
});

/** A vector's entries i and j for each pair (i, j), both [n, n]. */
function sides(x: tf.Tensor): [tf.Tensor, tf.Tensor] {
  const count = x.shape[0] as number;
  return [tf.tile(tf.reshape(x, [count, 1]), [1, count]), tf.tile(tf.reshape(x, [1, count]), [count, 1])];
}

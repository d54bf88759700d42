import * as tf from '@tensorflow/tfjs-core';
import { asPairs } from '../miners/selection.ts';
import { logSumExpOf } from './log-sum-exp.ts';
import { definePairLoss } from './loss.ts';
import { chosen } from './masks.ts';

/**
 * For each anchor (1/α) log(1 + Σ_p e^(−α(s(a,p) − λ))) + (1/β) log(1 + Σ_n e^(β(s(a,n) − λ))): [n]. An anchor without a
 * selected pair has 0 and counts, as in the paper's mean over the batch.
 *
 * Wang, Han, Huang, Dong, Scott, "Multi-Similarity Loss with General Pair Weighting for Deep Metric Learning", CVPR 2019, eq. 15; with its miner.
 */
export const multiSimilarity = definePairLoss({
  kind: 'pairs',
  id: 'multi-similarity',
  title: 'Multi-similarity',
  paper:
    'Wang, Han, Huang, Dong, Scott: Multi-Similarity Loss with General Pair Weighting for Deep Metric Learning. CVPR 2019. arXiv:1904.06627',
  distances: ['cosine', 'dot', 'euclidean', 'squared-euclidean'],
  reducer: 'mean',
  options: {
    alpha: { default: 2, low: 0.1, high: 100, says: 'how steeply mated pairs are pulled' },
    beta: { default: 50, low: 0.1, high: 200, says: 'how steeply non-mated pairs are pushed' },
    base: { default: 0.5, low: -1, high: 2, says: 'λ: the score between close and far' },
  },
  terms({ matrix, distance, selection }, { alpha, beta, base }) {
    const { mated, nonMated } = asPairs(selection);
    const side = (gap: tf.Tensor, weights: tf.Tensor, steepness: number): tf.Tensor =>
      tf.div(tf.softplus(logSumExpOf(tf.mul(gap, steepness), chosen(weights), 1)), steepness);
    const pull = side(distance.farther(matrix, base), mated, alpha);
    const push = side(distance.farther(base, matrix), nonMated, beta);
    return { anchors: { values: tf.add(pull, push), weights: tf.onesLike(pull) } };
  },
});

import * as tf from '@tensorflow/tfjs-core';
import { asPairs } from '../miners/selection.ts';
import { logSumExpOf } from './log-sum-exp.ts';
import { definePairLoss } from './loss.ts';
import { chosen, hasAny } from './masks.ts';
import { withoutGradient } from './without-gradient.ts';

/**
 * For each anchor log(1 + Σ_n e^(γ αₙ (s(a,n) − m)) · Σ_p e^(−γ αₚ (s(a,p) − 1 + m))) with αₙ = max(0, s(a,n) + m) and
 * αₚ = max(0, 1 + m − s(a,p)): a pair is weighed by how far it is from its optimum. Anchors [n]; those without a mated or
 * without a non-mated pair do not count. The weights α are constants to the gradient, as in the authors' code.
 *
 * Sun, Cheng, Zhang, Zhang, Zheng, Wang, Wei, "Circle Loss: A Unified Perspective of Pair Similarity Optimization", CVPR 2020.
 */
export const circle = definePairLoss({
  kind: 'pairs',
  id: 'circle',
  title: 'Circle',
  paper:
    'Sun, Cheng, Zhang, Zhang, Zheng, Wang, Wei: Circle Loss: A Unified Perspective of Pair Similarity Optimization. CVPR 2020. arXiv:2002.10857',
  distances: ['cosine'],
  reducer: 'mean',
  options: {
    margin: { default: 0.25, low: -1, high: 1, says: 'm: how far from the optimum the boundary may be' },
    scale: { default: 256, low: 1, high: 1024, says: 'γ: how sharp the boundary is' },
  },
  terms({ matrix, selection }, { margin, scale }) {
    const { mated, nonMated } = asPairs(selection);
    const farAway = withoutGradient((s) => tf.relu(tf.sub(1 + margin, s)), matrix);
    const tooClose = withoutGradient((s) => tf.relu(tf.add(s, margin)), matrix);
    const pull = tf.mul(tf.mul(farAway, tf.sub(1 - margin, matrix)), scale);
    const push = tf.mul(tf.mul(tooClose, tf.sub(matrix, margin)), scale);
    const both = tf.add(logSumExpOf(pull, chosen(mated), 1), logSumExpOf(push, chosen(nonMated), 1));
    return { anchors: { values: tf.softplus(both), weights: tf.mul(hasAny(mated), hasAny(nonMated)) } };
  },
});

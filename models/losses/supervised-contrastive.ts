import * as tf from '@tensorflow/tfjs-core';
import { asPairs } from '../miners/selection.ts';
import { logSumExpOf } from './log-sum-exp.ts';
import { definePairLoss } from './loss.ts';
import { chosen, hasAny } from './masks.ts';

/**
 * For each anchor the mean over its mated images p of −log(e^(s(a,p)/τ) / Σ_k e^(s(a,k)/τ)), k over all selected images of
 * the batch but the anchor. Anchors [n]; one without a mated image does not count.
 *
 * Khosla et al., "Supervised Contrastive Learning", NeurIPS 2020, eq. 2 (L_out, the one it recommends).
 */
export const supervisedContrastive = definePairLoss({
  kind: 'pairs',
  id: 'supervised-contrastive',
  title: 'Supervised contrastive',
  paper:
    'Khosla, Teterwak, Wang, Sarna, Tian, Isola, Maschinot, Liu, Krishnan: Supervised Contrastive Learning. NeurIPS 2020. arXiv:2004.11362',
  distances: ['cosine', 'dot', 'euclidean', 'squared-euclidean'],
  reducer: 'mean',
  options: {
    temperature: { default: 0.1, low: 0.01, high: 2, says: 'τ; lower: the closest images count more' },
  },
  terms({ matrix, distance, selection }, { temperature }) {
    const { mated, nonMated } = asPairs(selection);
    const closeness = tf.div(distance.farther(0, matrix), temperature);
    const others = chosen(tf.add(mated, nonMated));
    const total = logSumExpOf(closeness, others, 1);
    const matedMean = tf.div(tf.sum(tf.mul(closeness, mated), 1), tf.maximum(tf.sum(mated, 1), 1e-12));
    const has = hasAny(mated);
    return { anchors: { values: tf.mul(tf.sub(total, matedMean), has), weights: has } };
  },
});

import * as tf from '@tensorflow/tfjs-core';
import { oneHot } from './cross-entropy.ts';
import { logSumExpOf } from './log-sum-exp.ts';
import { defineClassLoss } from './loss.ts';
import { hasAny } from './masks.ts';
import { classCosines, DIRECTION_WEIGHTS } from './normalised-softmax.ts';

/**
 * Each proxy is an anchor: log(1 + Σ e^(−α(s − δ))) over its own images, for the proxies that have any in the batch, and
 * log(1 + Σ e^(α(s + δ))) over the others' images, for all proxies; [classes] each, reduced apart as the paper's two means are.
 *
 * Kim, Kim, Cho, Kwak, "Proxy Anchor Loss for Deep Metric Learning", CVPR 2020, eq. 4.
 */
export const proxyAnchor = defineClassLoss({
  kind: 'classes',
  id: 'proxy-anchor',
  title: 'Proxy-anchor',
  paper: 'Kim, Kim, Cho, Kwak: Proxy Anchor Loss for Deep Metric Learning. CVPR 2020. arXiv:2003.13911',
  reducer: 'mean',
  options: {
    margin: { default: 0.1, low: 0, high: 1, says: 'δ: how far beyond the boundary' },
    scale: { default: 32, low: 1, high: 256, says: 'α: how much the hardest images count' },
  },
  weights: DIRECTION_WEIGHTS,
  terms(input, { margin, scale }) {
    const cosines = classCosines(input);
    const own = oneHot(input.labels, cosines.shape[1]);
    const pull = tf.softplus(logSumExpOf(tf.mul(tf.sub(margin, cosines), scale), own, 0));
    const push = tf.softplus(logSumExpOf(tf.mul(tf.add(cosines, margin), scale), tf.sub(1, own), 0));
    return {
      mated: { values: pull, weights: hasAny(tf.transpose(own)) },
      nonMated: { values: push, weights: tf.onesLike(push) },
    };
  },
});

import * as tf from '@tensorflow/tfjs-core';
import { asPairs } from '../miners/selection.ts';
import { logSumExpOf } from './log-sum-exp.ts';
import { definePairLoss, type PairInput } from './loss.ts';
import { chosen } from './masks.ts';

/**
 * log(1 + Σ_n exp(s(a, n) − s(a, p))) for each mated pair (a, p), n over the non-mated images of a, all scores times
 * `scale`: [n, n]. What N-pair and NT-Xent have in common.
 */
export function matedAgainstAll({ matrix, distance, selection }: PairInput, scale: number) {
  const { mated, nonMated } = asPairs(selection);
  const closeness = tf.mul(distance.farther(0, matrix), scale);
  const others = tf.expandDims(logSumExpOf(closeness, chosen(nonMated), 1), 1);
  return { values: tf.softplus(tf.sub(others, closeness)), weights: mated };
}

/**
 * Each mated pair against all non-mated images of its anchor at once: [n, n]; and the squared length of each vector [n],
 * which the dot product would otherwise let grow. The paper draws one pair a person and sums over the pairs' second images;
 * here every mated pair of the batch is one and every non-mated image is summed over.
 *
 * Sohn, "Improved Deep Metric Learning with Multi-class N-pair Loss Objective", NIPS 2016.
 */
export const nPair = definePairLoss({
  kind: 'pairs',
  id: 'n-pair',
  title: 'N-pair',
  paper: 'Sohn: Improved Deep Metric Learning with Multi-class N-pair Loss Objective. NIPS 2016.',
  distances: ['dot', 'cosine'],
  reducer: 'mean',
  options: {
    scale: { default: 1, low: 0.1, high: 100, says: 'multiplies the scores; 10 or more for unit vectors' },
    lengthPenalty: { default: 0.002, low: 0, high: 1, says: 'weight of the squared length of the vectors' },
  },
  terms(input, { scale, lengthPenalty }) {
    const squares = tf.sum(tf.square(input.embeddings), 1);
    return {
      pairs: matedAgainstAll(input, scale),
      lengths: { values: tf.mul(squares, lengthPenalty), weights: tf.onesLike(squares) },
    };
  },
});

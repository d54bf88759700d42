import * as tf from '@tensorflow/tfjs-core';
import { withoutGradient } from './without-gradient.ts';

/** Which pairs of a batch are mated and which are not: float32 [n, n] of 0 and 1, anchor in the row. */
export interface PairMasks {
  readonly mated: tf.Tensor2D;
  readonly nonMated: tf.Tensor2D;
}

/**
 * From the labels [n]; nothing is its own mate. Masks instead of lists of pairs: how many pairs there are depends on the
 * labels, and a compiled graph has fixed shapes.
 */
export function pairMasks(labels: tf.Tensor1D): PairMasks {
  const count = labels.shape[0];
  const same = tf.cast(tf.equal(tf.reshape(labels, [count, 1]), tf.reshape(labels, [1, count])), 'float32');
  return { mated: tf.sub(same, tf.eye(count)) as tf.Tensor2D, nonMated: tf.sub(1, same) as tf.Tensor2D };
}

/** 1 for whatever was selected, however much it weighs: in a sum under a logarithm a pair takes part or does not. */
export const chosen = (weights: tf.Tensor): tf.Tensor =>
  withoutGradient((w) => tf.cast(tf.greater(w, 0), 'float32'), weights);

/** 1 where the row of the mask (or of weights ≥ 0) has anything above 0: [n]. */
export const hasAny = (weights: tf.Tensor2D): tf.Tensor => chosen(tf.max(weights, 1));

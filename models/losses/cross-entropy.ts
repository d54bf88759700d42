import * as tf from '@tensorflow/tfjs-core';
import { logSumExpOf } from './log-sum-exp.ts';
import type { Terms } from './reducers.ts';

/** float32 [n, classes]: 1 in the label's column. */
export const oneHot = (labels: tf.Tensor1D, classes: number): tf.Tensor2D =>
  tf.cast(tf.oneHot(labels, classes), 'float32') as tf.Tensor2D;

/** −log softmax(logits)[label] for each row of logits [n, classes], in nats: [n]. */
export function crossEntropy(logits: tf.Tensor, labels: tf.Tensor1D): Terms {
  const own = tf.sum(tf.mul(logits, oneHot(labels, logits.shape[1] as number)), 1);
  return { values: tf.sub(logSumExpOf(logits, tf.onesLike(logits), 1), own), weights: tf.onesLike(own) };
}

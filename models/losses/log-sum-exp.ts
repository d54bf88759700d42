import * as tf from '@tensorflow/tfjs-core';
import { withoutGradient } from './without-gradient.ts';

/** Stands for −∞ where nothing is summed; e to its power is 0, and unlike −∞ it makes no NaN when subtracted. */
export const NOTHING = -1e9;

/**
 * log Σ exp(x) over the elements of `mask` (0 or 1, shape of x) along `axis`, or {@link NOTHING} where there are none.
 * The largest is taken out before (no overflow); it cancels, so its gradient need not be followed.
 */
export function logSumExpOf(x: tf.Tensor, mask: tf.Tensor, axis: number): tf.Tensor {
  const chosen = tf.add(tf.mul(x, mask), tf.mul(tf.sub(1, mask), NOTHING));
  const largest = withoutGradient((y) => tf.max(y, axis, true), chosen);
  const sum = tf.sum(tf.exp(tf.sub(chosen, largest)), axis, true);
  return tf.squeeze(tf.add(tf.log(sum), largest), [axis]);
}

/** log(exp a + exp b), a and b of one shape. */
export function logAddExp(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  return tf.add(a, tf.softplus(tf.sub(b, a)));
}

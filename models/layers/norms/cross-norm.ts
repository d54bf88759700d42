import * as tf from '@tensorflow/tfjs-core';
import { EPSILON } from './moving.ts';

/**
 * Each picture takes another's style: every channel's mean and standard deviation over the map are swapped for those of the
 * same channel of picture `partners[i]`. What is left of the picture is its content, the pattern. In training only, where it
 * shows the network each content in many styles; at test time it is left out.
 *
 * Tang et al., "CrossNorm and SelfNorm for Generalization under Distribution Shifts", ICCV 2021, eq. 1.
 * @param x [n, h, w, c]
 * @param partners int32 [n], which picture of the batch gives each its style: a permutation, drawn by the caller
 * @param share 0: nobody's, 1: the partner's whole style; a number or a scalar tensor, by which a caller can skip a step
 */
export function crossNorm(x: tf.Tensor, partners: tf.Tensor, share: tf.Tensor | number = 1): tf.Tensor {
  const mean = tf.mean(x, [1, 2], true);
  const deviation = tf.sqrt(tf.add(tf.mean(tf.square(tf.sub(x, mean)), [1, 2], true), EPSILON));
  const rows = partners as tf.Tensor1D;
  const styled = tf.add(tf.mul(tf.div(tf.sub(x, mean), deviation), tf.gather(deviation, rows)), tf.gather(mean, rows));
  return tf.add(x, tf.mul(tf.sub(styled, x), share));
}

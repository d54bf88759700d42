import * as tf from '@tensorflow/tfjs-core';
import { EPSILON } from './moving.ts';

/** [channels] each: what a channel's mean is recalibrated by is sigmoid(a · mean + b · deviation + c), its deviation likewise. */
export interface SelfNormWeights {
  readonly mean: Readonly<Record<'a' | 'b' | 'c', tf.Tensor>>;
  readonly deviation: Readonly<Record<'a' | 'b' | 'c', tf.Tensor>>;
}

/**
 * Each picture's style is recalibrated by itself: every channel's mean μ and standard deviation σ over the map become f·μ and
 * g·σ with f, g in (0, 1), learnt from μ and σ of that channel. An unusual style can so be drawn back to what was seen in training.
 * It stays on at test time. (g·σ · (x − μ) / σ is written g · (x − μ): no division.)
 *
 * Tang et al., "CrossNorm and SelfNorm for Generalization under Distribution Shifts", ICCV 2021, eq. 3; f and g are, as in its
 * code, of each channel by itself, without the batch normalisation that its code puts before the sigmoid.
 * @param x [n, h, w, c]
 */
export function selfNorm(x: tf.Tensor, weights: SelfNormWeights): tf.Tensor {
  const mean = tf.mean(x, [1, 2], true);
  const centred = tf.sub(x, mean);
  const deviation = tf.sqrt(tf.add(tf.mean(tf.square(centred), [1, 2], true), EPSILON));
  const gate = ({ a, b, c }: SelfNormWeights['mean']): tf.Tensor =>
    tf.sigmoid(tf.add(tf.add(tf.mul(mean, a), tf.mul(deviation, b)), c));
  return tf.add(tf.mul(centred, gate(weights.deviation)), tf.mul(mean, gate(weights.mean)));
}

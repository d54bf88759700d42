import * as tf from '@tensorflow/tfjs-core';
import { EPSILON, type Move, type Moving, moved } from './moving.ts';

/** In the order of the weights. */
export const SWITCHED = ['instance', 'layer', 'batch'] as const;

export interface SwitchableWeights {
  /** [channels]. */
  readonly scale: tf.Tensor;
  readonly shift: tf.Tensor;
  /** [3] before the softmax, in the order of {@link SWITCHED}: how much of each mean, and of each variance. */
  readonly ofMeans: tf.Tensor;
  readonly ofVariances: tf.Tensor;
}

/**
 * A normalisation that learns which statistics it takes: mean and variance are softmax-weighted sums of those of instance, layer and
 * batch normalisation. Given `move`, the batch's own statistics are taken and mixed into the moving ones; else these are taken
 * in their place, and the other two still come from the picture itself.
 *
 * Luo et al., "Differentiable Learning-to-Normalize via Switchable Normalization", ICLR 2019, eq. 3 to 5.
 * @param x [n, h, w, c]
 */
export function switchableNorm(
  x: tf.Tensor,
  { scale, shift, ofMeans, ofVariances }: SwitchableWeights,
  moving: Moving,
  move?: Move,
): tf.Tensor {
  const channels = x.shape.at(-1) as number;
  // [n, 1, 1, c], then [n, 1, 1, 1] and [1, 1, 1, c]: the others follow from the first without another pass over the maps.
  const mean = tf.mean(x, [1, 2], true);
  const variance = tf.mean(tf.square(tf.sub(x, mean)), [1, 2], true);
  const [layerMean, layerVariance] = pooled(mean, variance, 3);
  const [ownMean, ownVariance] = pooled(mean, variance, 0);
  const ofBatch = (own: tf.Tensor, kept: tf.Tensor) => (move ? own : tf.reshape(kept, [1, 1, 1, channels]));
  if (move) {
    move('mean', moved(moving.mean, tf.reshape(ownMean, [channels])));
    move('variance', moved(moving.variance, tf.reshape(ownVariance, [channels])));
  }
  const mixedMean = mixed(ofMeans, [mean, layerMean, ofBatch(ownMean, moving.mean)]);
  const mixedVariance = mixed(ofVariances, [variance, layerVariance, ofBatch(ownVariance, moving.variance)]);
  const unit = tf.div(tf.sub(x, mixedMean), tf.sqrt(tf.add(mixedVariance, EPSILON)));
  return tf.add(tf.mul(unit, scale), shift);
}

/** Mean and variance over more values, from those of equally large parts along an axis. */
function pooled(mean: tf.Tensor, variance: tf.Tensor, axis: number): [tf.Tensor, tf.Tensor] {
  const all = tf.mean(mean, axis, true);
  const squares = tf.mean(tf.add(variance, tf.square(tf.sub(mean, all))), axis, true);
  return [all, squares];
}

function mixed(logits: tf.Tensor, parts: readonly [tf.Tensor, tf.Tensor, tf.Tensor]): tf.Tensor {
  const shares = tf.split(tf.softmax(logits as tf.Tensor1D), 3);
  const [a, b, c] = parts.map((part, i) => tf.mul(part, shares[i]!)) as [tf.Tensor, tf.Tensor, tf.Tensor];
  return tf.add(tf.add(a, b), c);
}

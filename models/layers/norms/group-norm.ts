import * as tf from '@tensorflow/tfjs-core';
import { EPSILON } from './moving.ts';

/**
 * Each picture by itself: channels in `groups`, each at mean 0 and variance 1 over map and group; then scaled and shifted by
 * channel. One group: layer normalisation (Ba, Kiros, Hinton 2016). Wu, He, "Group Normalization", ECCV 2018.
 */
export function groupNorm(x: tf.Tensor, scale: tf.Tensor, shift: tf.Tensor, groups: number): tf.Tensor {
  const channels = x.shape.at(-1) as number;
  const [n] = x.shape as [number];
  const grouped = tf.reshape(x, [n, -1, groups, channels / groups]);
  const unit = tf.reshape(unitGroups(grouped), x.shape);
  return tf.add(tf.mul(unit, scale), shift);
}

/**
 * [n, places, groups, channels of one] at mean 0 and variance 1 over places and a group's channels, with the gradient written out as
 * in batch-norm.ts: dx = (dy − mean(dy) − x̂ · mean(dy · x̂)) / σ.
 */
function unitGroups(grouped: tf.Tensor): tf.Tensor {
  const axes = [1, 3];
  const operation = tf.customGrad((input, save) => {
    const centred = tf.sub(input as tf.Tensor, tf.mean(input as tf.Tensor, axes, true));
    // A quotient by a root: as what it is recognised where it is said in TensorFlow.js's own layers (layers-model/patterns.ts).
    const root = tf.sqrt(tf.add(tf.mean(tf.square(centred), axes, true), EPSILON));
    const unit = tf.div(centred, root);
    (save as (tensors: tf.Tensor[]) => void)([unit, root]);
    return {
      value: unit,
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const [u, deviation] = saved as [tf.Tensor, tf.Tensor];
        const along = tf.mul(u, tf.mean(tf.mul(dy, u), axes, true));
        return tf.div(tf.sub(tf.sub(dy, tf.mean(dy, axes, true)), along), deviation);
      },
    };
  });
  return operation(grouped);
}

/** Group normalisation with all channels in one group: over map and channels of one picture. Ba, Kiros, Hinton, arXiv:1607.06450. */
export const layerNorm = (x: tf.Tensor, scale: tf.Tensor, shift: tf.Tensor): tf.Tensor => groupNorm(x, scale, shift, 1);

/** Group normalisation with one channel a group: over the map alone. Ulyanov, Vedaldi, Lempitsky, arXiv:1607.08022. */
export const instanceNorm = (x: tf.Tensor, scale: tf.Tensor, shift: tf.Tensor): tf.Tensor =>
  groupNorm(x, scale, shift, x.shape.at(-1) as number);

import * as tf from '@tensorflow/tfjs-core';

/** Added to a variance before its root. */
const EPSILON = 1e-5;
/** How much of a moving statistic stays at each step. */
const MOMENTUM = 0.9;

interface Moving {
  readonly mean: tf.Tensor;
  readonly variance: tf.Tensor;
}

/**
 * Each channel (the last axis) at mean 0 and variance 1 over the batch and the map, then scaled and shifted. In training,
 * given `move`, by the batch's own statistics, which are also mixed into the moving ones; else by these.
 *
 * Ioffe, Szegedy, "Batch Normalization", ICML 2015.
 */
export function batchNorm(
  x: tf.Tensor,
  scale: tf.Tensor,
  shift: tf.Tensor,
  moving: Moving,
  move?: (which: keyof Moving, value: tf.Tensor) => void,
): tf.Tensor {
  if (!move) {
    const factor = tf.div(scale, tf.sqrt(tf.add(moving.variance, EPSILON)));
    return tf.add(tf.mul(x, factor), tf.sub(shift, tf.mul(moving.mean, factor)));
  }
  const axes = x.shape.map((_, axis) => axis).slice(0, -1);
  const mean = tf.mean(x, axes);
  const variance = tf.mean(tf.square(tf.sub(x, mean)), axes);
  move('mean', tf.add(tf.mul(moving.mean, MOMENTUM), tf.mul(mean, 1 - MOMENTUM)));
  move('variance', tf.add(tf.mul(moving.variance, MOMENTUM), tf.mul(variance, 1 - MOMENTUM)));
  return normalisedBatch(x, scale, shift);
}

/**
 * The batch's own normalisation with its gradient written out: five passes over the map instead of fifteen. With
 * x̂ = (x − mean) / σ: dx = scale / σ · (dy − mean(dy) − x̂ · mean(dy · x̂)), dscale = Σ dy · x̂, dshift = Σ dy.
 */
function normalisedBatch(x: tf.Tensor, scale: tf.Tensor, shift: tf.Tensor): tf.Tensor {
  const axes = x.shape.map((_, axis) => axis).slice(0, -1);
  const operation = tf.customGrad((...given) => {
    const [input, gain, offset, save] = given as unknown as [
      tf.Tensor,
      tf.Tensor,
      tf.Tensor,
      (tensors: tf.Tensor[]) => void,
    ];
    const centred = tf.sub(input, tf.mean(input, axes));
    const inverse = tf.rsqrt(tf.add(tf.mean(tf.square(centred), axes), EPSILON));
    const unit = tf.mul(centred, inverse);
    save([unit, inverse, gain]);
    return {
      value: tf.add(tf.mul(unit, gain), offset),
      gradFunc: (dy: tf.Tensor, saved: tf.Tensor[]) => {
        const [u, inv, g] = saved as [tf.Tensor, tf.Tensor, tf.Tensor];
        const along = tf.mul(dy, u);
        const count = x.size / (x.shape.at(-1) as number);
        const dShift = tf.sum(dy, axes);
        const dScale = tf.sum(along, axes);
        const rest = tf.sub(tf.sub(dy, tf.div(dShift, count)), tf.mul(u, tf.div(dScale, count)));
        return [tf.mul(rest, tf.mul(g, inv)), dScale, dShift];
      },
    };
  });
  return operation(x, scale, shift);
}

/**
 * Each picture by itself: channels in `groups`, each at mean 0 and variance 1 over map and group; then scaled and shifted by
 * channel. One group: layer normalisation (Ba, Kiros, Hinton 2016). Wu, He, "Group Normalization", ECCV 2018.
 */
export function groupNorm(x: tf.Tensor, scale: tf.Tensor, shift: tf.Tensor, groups: number): tf.Tensor {
  const channels = x.shape.at(-1) as number;
  const [n] = x.shape as [number];
  const grouped = tf.reshape(x, [n, -1, groups, channels / groups]);
  const centred = tf.sub(grouped, tf.mean(grouped, [1, 3], true));
  const variance = tf.mean(tf.square(centred), [1, 3], true);
  const unit = tf.reshape(tf.div(centred, tf.sqrt(tf.add(variance, EPSILON))), x.shape);
  return tf.add(tf.mul(unit, scale), shift);
}

import * as tf from '@tensorflow/tfjs-core';

export type Loss = (...inputs: tf.Tensor[]) => tf.Tensor;

export interface Case {
  readonly loss: Loss;
  /** Inputs whose gradients are compared; all of them float. */
  readonly shapes: readonly (readonly number[])[];
}

/** Of four rows, three classes. */
export const labels = tf.keep(tf.oneHot(tf.tensor1d([0, 2, 1, 1], 'int32'), 3));
/** Whole losses, as networks are trained with: compared with eager and with finite differences. */
export const LOSSES: Readonly<Record<string, Case>> = {
  'softmax cross-entropy of a dense layer': {
    loss: (x, w) => tf.losses.softmaxCrossEntropy(labels, tf.matMul(x as tf.Tensor2D, w as tf.Tensor2D)),
    shapes: [
      [4, 5],
      [5, 3],
    ],
  },
  'log-sum-exp with label smoothing': {
    loss: (x) => tf.mean(tf.sub(tf.logSumExp(x, 1), tf.sum(tf.mul(tf.add(tf.mul(labels, 0.9), 0.03), x), 1))),
    shapes: [[4, 3]],
  },
  'sigmoid cross-entropy': {
    loss: (x) => tf.losses.sigmoidCrossEntropy(labels, x),
    shapes: [[4, 3]],
  },
  'cosine margin (ArcFace-like)': {
    loss: (x, w) => {
      const unit = (v: tf.Tensor, axis: number) => tf.div(v, tf.sqrt(tf.add(tf.sum(tf.square(v), axis, true), 1e-6)));
      const cosine = tf.matMul(unit(x, 1) as tf.Tensor2D, unit(w, 0) as tf.Tensor2D);
      return tf.losses.softmaxCrossEntropy(labels, tf.mul(tf.sub(cosine, tf.mul(labels, 0.3)), 4));
    },
    shapes: [
      [4, 5],
      [5, 3],
    ],
  },
  'soft triplet': {
    loss: (a, p, n) => {
      const apart = (x: tf.Tensor, y: tf.Tensor) => tf.sum(tf.squaredDifference(x, y), 1);
      return tf.mean(tf.softplus(tf.sub(apart(a, p), apart(a, n))));
    },
    shapes: [
      [4, 3],
      [4, 3],
      [4, 3],
    ],
  },
  'contrastive over all pairs': {
    loss: (x) => {
      const similar = tf.matMul(x as tf.Tensor2D, x as tf.Tensor2D, false, true);
      return tf.mean(tf.sub(tf.logSumExp(similar, 1), tf.mean(similar, 1)));
    },
    shapes: [[4, 3]],
  },
  'Huber with weight decay': {
    loss: (x, w) =>
      tf.add(
        tf.losses.huberLoss(tf.cast(labels, 'float32'), tf.matMul(x as tf.Tensor2D, w as tf.Tensor2D)),
        tf.mul(tf.sum(tf.square(w)), 0.01),
      ),
    shapes: [
      [4, 2],
      [2, 3],
    ],
  },
  'Kullback–Leibler to a standard normal': {
    loss: (mean, logVariance) =>
      tf.mul(tf.mean(tf.sub(tf.add(tf.square(mean), tf.exp(logVariance)), tf.add(logVariance, 1))), 0.5),
    shapes: [
      [4, 3],
      [4, 3],
    ],
  },
};

import * as tf from '@tensorflow/tfjs-core';

export type DistanceId = 'euclidean' | 'squared-euclidean' | 'cosine' | 'dot';

/**
 * How far apart vectors are, or how alike; which of the two is this type's business alone, as in Musgrave, Belongie, Lim,
 * "PyTorch Metric Learning" (2020). Losses and miners ask `farther` and hold for both.
 */
export interface Distance {
  readonly id: DistanceId;
  /** Its name on screen. */
  readonly title: string;
  /** True: higher is closer. False: lower is closer. */
  readonly isSimilarity: boolean;
  /** All rows of `a` [n, d] against all rows of `b` [m, d]: [n, m]. */
  between(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D;
  /** By how much x is farther than y, both in this distance's unit: x − y of distances, y − x of similarities. */
  farther(x: tf.TensorLike | tf.Tensor, y: tf.TensorLike | tf.Tensor): tf.Tensor;
}

/** Squared length below which a vector has no direction, and a distance no slope. */
const TINY = 1e-12;

/** Rows [n, d] at unit length. A row of zeros stays zeros, with a finite gradient. */
export function unitRows(x: tf.Tensor2D): tf.Tensor2D {
  return tf.div(x, tf.sqrt(tf.maximum(tf.sum(tf.square(x), 1, true), TINY)));
}

const dotBetween = (a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D => tf.matMul(a, b, false, true);

/**
 * |a|² + |b|² − 2ab, one matrix product. Rounding leaves about 10⁻⁷ of the squared lengths, and may leave it below zero.
 */
function squaredBetween(a: tf.Tensor2D, b: tf.Tensor2D): tf.Tensor2D {
  const left = tf.sum(tf.square(a), 1, true);
  const right = tf.reshape(tf.sum(tf.square(b), 1), [1, b.shape[0]]);
  return tf.relu(tf.sub(tf.add(left, right), tf.mul(dotBetween(a, b), 2)));
}

const fartherDistance: Distance['farther'] = (x, y) => tf.sub(x, y);
const fartherSimilarity: Distance['farther'] = (x, y) => tf.sub(y, x);

/** √Σ(a − b)². Where two vectors coincide its gradient is taken as 0; the formula has none. */
export const euclidean: Distance = {
  id: 'euclidean',
  title: 'Euclidean',
  isSimilarity: false,
  between: (a, b) => tf.sqrt(tf.maximum(squaredBetween(a, b), TINY)),
  farther: fartherDistance,
};

/** Σ(a − b)²; of unit vectors 2 − 2 · cosine. */
export const squaredEuclidean: Distance = {
  id: 'squared-euclidean',
  title: 'squared Euclidean',
  isSimilarity: false,
  between: squaredBetween,
  farther: fartherDistance,
};

/** Cosine similarity, −1 … 1; lengths do not matter. */
export const cosine: Distance = {
  id: 'cosine',
  title: 'cosine similarity',
  isSimilarity: true,
  between: (a, b) => dotBetween(unitRows(a), unitRows(b)),
  farther: fartherSimilarity,
};

/** Dot product: cosine similarity times both lengths. */
export const dot: Distance = {
  id: 'dot',
  title: 'dot product',
  isSimilarity: true,
  between: dotBetween,
  farther: fartherSimilarity,
};

export const DISTANCES: Readonly<Record<DistanceId, Distance>> = {
  euclidean,
  'squared-euclidean': squaredEuclidean,
  cosine,
  dot,
};

import * as tf from '@tensorflow/tfjs-core';
import { chosen as active } from './masks.ts';

/**
 * A loss before it is reduced: a value for each element (pair, triplet, anchor, class) and how much the element counts,
 * 0 for one that is no element of this batch. Both of one shape; the values are finite also where the weight is 0.
 */
export interface Terms {
  readonly values: tf.Tensor;
  readonly weights: tf.Tensor;
}

export type ReducerId = 'mean' | 'mean-of-non-zero' | 'mean-of-anchors' | 'sum';

/** Terms to one number; 0 where nothing counts. */
export type Reducer = (terms: Terms) => tf.Scalar;

/** a / b, and 0 where b is 0 (then a is 0, too). */
const ratio = (a: tf.Tensor, b: tf.Tensor): tf.Tensor => tf.div(a, tf.maximum(b, 1e-12));

/** Σ weight · value. Grows with the batch. */
export const sum: Reducer = ({ values, weights }) => tf.sum(tf.mul(values, weights));

/** Σ weight · value / Σ weight. */
export const mean: Reducer = ({ values, weights }) =>
  ratio(tf.sum(tf.mul(values, weights)), tf.sum(weights)) as tf.Scalar;

/**
 * The mean of what is above 0. Late in training most triplets hold their margin; a plain mean would fade with their share
 * (Hermans, Beyer, Leibe, "In Defense of the Triplet Loss for Person Re-Identification", 2017, arXiv:1703.07737).
 */
export const meanOfNonZero: Reducer = ({ values, weights }) =>
  mean({ values, weights: tf.mul(weights, active(values)) });

/** First the mean of each anchor (along all axes but the first), then of the anchors that have anything to count. */
export const meanOfAnchors: Reducer = ({ values, weights }) => {
  const rows = (x: tf.Tensor): tf.Tensor => tf.sum(tf.reshape(x, [values.shape[0] as number, -1]), 1);
  const counted = rows(weights);
  return mean({ values: ratio(rows(tf.mul(values, weights)), counted), weights: active(counted) });
};

/** The weighted share of elements above 0: of triplets those that still teach. */
export const activeShare = ({ values, weights }: Terms): tf.Scalar => mean({ values: active(values), weights });

export const REDUCERS: Readonly<Record<ReducerId, Reducer>> = {
  mean,
  'mean-of-non-zero': meanOfNonZero,
  'mean-of-anchors': meanOfAnchors,
  sum,
};

import * as tf from '@tensorflow/tfjs-core';

/** Added to a variance before its root. */
export const EPSILON = 1e-5;
/** How much of a moving statistic stays at each step. */
const MOMENTUM = 0.9;

/** What is known of a channel's values over many batches, [channels] each: by these a norm over the batch goes once training is over. */
export interface Moving {
  readonly mean: tf.Tensor;
  readonly variance: tf.Tensor;
}

/** Training only: takes a moving statistic's new value. */
export type Move = (which: keyof Moving, value: tf.Tensor) => void;

export const moved = (before: tf.Tensor, now: tf.Tensor): tf.Tensor =>
  tf.add(tf.mul(before, MOMENTUM), tf.mul(now, 1 - MOMENTUM));

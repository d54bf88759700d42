import * as tf from '@tensorflow/tfjs-core';
import type { OptimiserChoice, OptimiserId } from './recipe.ts';

/** TensorFlow.js's own optimisers with their usual constants; the rate is an input of every step. */
const MAKERS: Readonly<Record<OptimiserId, (rate: number) => tf.Optimizer>> = {
  adam: (rate) => tf.train.adam(rate),
  adamax: (rate) => tf.train.adamax(rate),
  rmsprop: (rate) => tf.train.rmsprop(rate),
  adagrad: (rate) => tf.train.adagrad(rate),
  momentum: (rate) => tf.train.momentum(rate, 0.9),
  sgd: (rate) => tf.train.sgd(rate),
};

export const OPTIMISERS = Object.keys(MAKERS) as OptimiserId[];

export const optimiserOf = ({ id, rate }: OptimiserChoice): tf.Optimizer => MAKERS[id](rate);

import * as tf from '@tensorflow/tfjs-core';
import type { WeightInit, WeightRequest } from '../../embed/networks/layers.ts';

export const activations = ['relu', 'tanh', 'sigmoid'] as const;
export type Activation = (typeof activations)[number];

/** A deep stack of equal convolutions, without norms and short cuts, so that a gradient has one way back: through all of them. */
export interface DeepNetwork {
  /** Convolutions; the first halves the sides. */
  readonly depth: number;
  readonly activation: Activation;
  /** After which convolution, from 1, the auxiliary classifier sees the maps; null: there is none. */
  readonly branch: number | null;
  readonly side: number;
  readonly people: number;
}

export const CHANNELS = 8;

export interface Answers {
  readonly main: tf.Tensor2D;
  /** What the auxiliary classifier says; null where there is none. */
  readonly auxiliary: tf.Tensor2D | null;
}

type Get = (request: WeightRequest) => tf.Tensor;

/**
 * Pictures [n, side, side, 3] to logits [n, people]. The auxiliary classifier (Szegedy et al., "Going Deeper with Convolutions", CVPR 2015)
 * is an average over windows and a linear layer, like the main one; its weights are asked for last, so that all others begin as they do
 * without it.
 */
export function deepNetwork(network: DeepNetwork, x: tf.Tensor4D, get: Get): Answers {
  const { branch, people } = network;
  const maps = mapsOf(network, x, get);
  const main = classifier(maps.at(-1)!, 'head', people, get);
  return { main, auxiliary: branch === null ? null : classifier(maps[branch - 1]!, 'auxiliary', people, get) };
}

/** What each convolution makes, first to last. */
export function mapsOf({ depth, activation }: DeepNetwork, x: tf.Tensor4D, get: Get): tf.Tensor4D[] {
  // Variance 2/inputs keeps the size of what passes a ReLU (He et al., ICCV 2015), 1/inputs that of what passes a tanh near 0.
  const init: WeightInit = activation === 'relu' ? 'he' : 'lecun';
  const activate = { relu: tf.relu, tanh: tf.tanh, sigmoid: tf.sigmoid }[activation];
  const maps: tf.Tensor4D[] = [];
  for (let layer = 1; layer <= depth; layer++) {
    const y = maps.at(-1) ?? x;
    const fanIn = 9 * y.shape[3];
    const shape = [3, 3, y.shape[3], CHANNELS];
    const filter = get({ name: `layer${layer}/filter`, shape, init, fanIn, kind: 'trained' }) as tf.Tensor4D;
    const bias = get({ name: `layer${layer}/bias`, shape: [CHANNELS], init: 'zeros', fanIn: 1, kind: 'trained' });
    maps.push(activate(tf.add(tf.conv2d(y, filter, layer === 1 ? 2 : 1, 'same'), bias)) as tf.Tensor4D);
  }
  return maps;
}

/** Maps [n, s, s, c] to logits [n, people]: means of the four quarters, and a linear layer. */
export function classifier(y: tf.Tensor4D, name: 'head' | 'auxiliary', people: number, get: Get): tf.Tensor2D {
  const window = y.shape[1] / 2;
  const flat = tf.reshape(tf.avgPool(y, window, window, 'valid'), [y.shape[0], -1]) as tf.Tensor2D;
  const inputs = flat.shape[1];
  const shape = [inputs, people];
  const matrix = get({ name: `${name}/matrix`, shape, init: 'lecun', fanIn: inputs, kind: 'trained' }) as tf.Tensor2D;
  const bias = get({ name: `${name}/bias`, shape: [people], init: 'zeros', fanIn: 1, kind: 'trained' });
  return tf.add(tf.matMul(flat, matrix), bias);
}

/** The main loss and `weight` times the auxiliary one, mean cross-entropies both (0.3 in Szegedy et al.). @param wanted [n, people] of 0 and 1 */
export function totalLoss({ main, auxiliary }: Answers, wanted: tf.Tensor2D, weight: number): tf.Scalar {
  const own = tf.losses.softmaxCrossEntropy(wanted, main) as tf.Scalar;
  if (auxiliary === null) return own;
  return tf.add(own, tf.mul(tf.losses.softmaxCrossEntropy(wanted, auxiliary), weight));
}

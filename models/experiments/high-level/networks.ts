import * as tf from '@tensorflow/tfjs-core';
import type { WeightRequest } from '../../embed/networks/layers.ts';
import { layerNorm } from '../../layers/norms/group-norm.ts';
import { CELL, CELL_CHANNELS } from '../../restore/cells.ts';
import { restorer } from '../../restore/network.ts';
import { RESTORER_WEIGHTS, restorerMacs } from '../../restore/restorer-weights.ts';
import type { Weights } from '../small/fit.ts';
import { SIDE } from './pictures.ts';

export const CELLS = SIDE / CELL;
/** Inside the logarithm of the softmax, cosines are this many times as large (F. Wang et al., NormFace, 2017). */
const SCALE = 8;

interface Convolution {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly stride: number;
}
const recogniser: readonly Convolution[] = [
  { name: 'who0', from: CELL_CHANNELS, to: 16, stride: 2 },
  { name: 'who1', from: 16, to: 32, stride: 2 },
];
const PIXELS = CELLS * CELLS * CELL_CHANNELS;
const MAPS = (CELLS / 4) ** 2 * 32;
/** How much maps count beside pixels: they begin at random. */
const BESIDE = 0.3;
/** The last layer's weights are kept so many times as large as they act: begun in closed form, they move little at the others' rate. */
export const SLOW = 20;
/** What a picture is described by: its pixels, and the maps of the convolutions. */
export const FEATURES = PIXELS + MAPS;
/** A mask for each of a cell's pixels. */
const segmenter: readonly Convolution[] = [
  { name: 'where0', from: CELL_CHANNELS, to: 12, stride: 1 },
  { name: 'where1', from: 12, to: 12, stride: 1 },
  { name: 'where2', from: 12, to: CELL * CELL, stride: 1 },
];

const convolutions = (all: readonly Convolution[]): WeightRequest[] =>
  all.flatMap(({ name, from, to }): WeightRequest[] => [
    { name: `${name}/filter`, shape: [3, 3, from, to], init: 'he', fanIn: 9 * from, kind: 'trained' },
    { name: `${name}/bias`, shape: [to], init: 'zeros', fanIn: 1, kind: 'trained' },
    ...(name.startsWith('who')
      ? [{ name: `${name}/scale`, shape: [to], init: 'ones' as const, fanIn: 1, kind: 'trained' as const }]
      : []),
  ]);

/** Of both tasks. The recogniser's last layer has a number for each person learnt from; of others it says how like each of these they are. */
export const taskWeights = (people: number): readonly WeightRequest[] => [
  ...convolutions(recogniser),
  ...convolutions(segmenter),
  { name: 'who/matrix', shape: [FEATURES, people], init: 'zeros', fanIn: FEATURES, kind: 'trained' },
  { name: 'who/bias', shape: [people], init: 'zeros', fanIn: 1, kind: 'trained' },
];
/** A restorer before both. */
export const jointWeights = (people: number): readonly WeightRequest[] => [...RESTORER_WEIGHTS, ...taskWeights(people)];

function layers(x: tf.Tensor4D, all: readonly Convolution[], weights: Weights): tf.Tensor4D {
  return all.reduce((input, { name, stride }, i) => {
    const filter = weights[`${name}/filter`] as tf.Tensor4D;
    const maps = tf.conv2d(input, filter, stride, 'same');
    const bias = weights[`${name}/bias`]!;
    // Over channels and places of each picture by itself: a dim picture's maps are as large as a bright one's.
    if (all === recogniser) return tf.relu(layerNorm(maps, weights[`${name}/scale`]!, bias) as tf.Tensor4D);
    const y: tf.Tensor4D = tf.add(maps, bias);
    return i < all.length - 1 ? tf.relu(y) : y;
  }, x);
}

/** Of each picture [n, 16, 16, 12] the pixels less their mean, at length 1 whatever the contrast, beside its maps: [n, {@link FEATURES}]. */
export function features(x: tf.Tensor4D, weights: Weights): tf.Tensor2D {
  const flat = tf.reshape(x, [x.shape[0], PIXELS]);
  const pixels = unit(tf.sub(flat, tf.mean(flat, 1, true)));
  const maps = unit(tf.reshape(layers(x, recogniser, weights), [x.shape[0], MAPS]));
  return tf.concat([pixels, tf.mul(maps, BESIDE)], 1);
}

/** Embeddings of length 1, [n, people learnt from], of cells [n, 16, 16, 12]. */
export const embedding = (x: tf.Tensor4D, weights: Weights): tf.Tensor2D =>
  unit(
    tf.add(
      tf.matMul(features(x, weights), tf.mul(weights['who/matrix'] as tf.Tensor2D, 1 / SLOW)),
      weights['who/bias']!,
    ),
  );

/** Logits of being head, of each pixel of a cell: [n, 16, 16, 4]. */
export const headLogits = (x: tf.Tensor4D, weights: Weights): tf.Tensor4D => layers(x, segmenter, weights);

const unit = (x: tf.Tensor2D): tf.Tensor2D => tf.div(x, tf.sqrt(tf.add(tf.sum(tf.square(x), 1, true), 1e-6)));

/** Whose face, as cross-entropy of scaled cosines, and which pixels are head, as binary cross-entropy; both are learnt at once. */
export function taskLoss(x: tf.Tensor4D, who: tf.Tensor2D, head: tf.Tensor4D, weights: Weights): tf.Scalar {
  const named = tf.losses.softmaxCrossEntropy(who, tf.mul(embedding(x, weights), SCALE)) as tf.Scalar;
  const logits = headLogits(x, weights);
  // max(z, 0) − z · y + log(1 + e^−|z|), which never overflows.
  const told = tf.mean(
    tf.add(tf.sub(tf.relu(logits), tf.mul(logits, head)), tf.log1p(tf.exp(tf.neg(tf.abs(logits))))),
  ) as tf.Scalar;
  return tf.add(named, told);
}

export const restored = (x: tf.Tensor4D, weights: Weights): tf.Tensor4D => restorer(x, weights);

/** Multiply-accumulates for one picture: both tasks, and with a restorer before them. */
export function macsOf(people: number, withRestorer: boolean): number {
  let side = CELLS;
  let sum = FEATURES * people;
  for (const { from, to, stride } of recogniser) {
    side /= stride;
    sum += side * side * 9 * from * to;
  }
  for (const { from, to } of segmenter) sum += CELLS * CELLS * 9 * from * to;
  return sum + (withRestorer ? restorerMacs(SIDE * SIDE) : 0);
}

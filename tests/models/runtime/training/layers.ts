import * as tf from '@tensorflow/tfjs-core';
import { type Case, labels } from './losses.ts';

const rows = tf.keep(tf.tensor1d([3, 0, 3, 1], 'int32'));

const normalised = (x: tf.Tensor, axes: number[], gain: tf.Tensor, shift: tf.Tensor) => {
  const { mean, variance } = tf.moments(x, axes, true);
  return tf.add(tf.mul(tf.div(tf.sub(x, mean), tf.sqrt(tf.add(variance, 1e-3))), gain), shift);
};

/** Something whose gradient is different for each element. */
const weigh = (y: tf.Tensor) => tf.mean(tf.square(tf.add(y, tf.reshape(tf.linspace(-1, 1, y.size), y.shape))));

/** What stands between: compared with eager. */
export const LAYERS: Readonly<Record<string, Case>> = {
  'batch norm by moments': {
    loss: (x, gain, shift) => weigh(normalised(x, [0, 1, 2], gain, shift)),
    shapes: [[3, 4, 4, 2], [2], [2]],
  },
  'layer norm': {
    loss: (x, gain, shift) => weigh(normalised(x, [-1], gain, shift)),
    shapes: [[3, 4, 6], [6], [6]],
  },
  'instance norm': {
    loss: (x, gain, shift) => weigh(normalised(x, [1, 2], gain, shift)),
    shapes: [[2, 4, 4, 3], [3], [3]],
  },
  'batch norm with given moments': {
    loss: (x, mean, variance, offset, scale) =>
      weigh(
        tf.batchNorm(
          x as tf.Tensor4D,
          mean as tf.Tensor1D,
          tf.exp(variance) as tf.Tensor1D,
          offset as tf.Tensor1D,
          scale as tf.Tensor1D,
        ),
      ),
    shapes: [[2, 3, 3, 2], [2], [2], [2], [2]],
  },
  'attention, two heads': {
    loss: (q, k, v) => {
      const scores = tf.div(tf.matMul(q as tf.Tensor3D, k as tf.Tensor3D, false, true), 2);
      return weigh(tf.matMul(tf.softmax(scores) as tf.Tensor3D, v as tf.Tensor3D));
    },
    shapes: [
      [2, 5, 4],
      [2, 6, 4],
      [2, 6, 3],
    ],
  },
  'embedding gather with a repeated row': {
    loss: (table) => weigh(tf.gather(table, rows)),
    shapes: [[5, 3]],
  },
  'bilinear resize up, square': {
    loss: (x) => weigh(tf.image.resizeBilinear(x as tf.Tensor4D, [7, 7])),
    shapes: [[2, 4, 4, 2]],
  },
  'convolution, stride 2, same': {
    loss: (x, w) => weigh(tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 2, 'same')),
    shapes: [
      [2, 7, 6, 3],
      [3, 3, 3, 4],
    ],
  },
  'depthwise convolution, multiplier 2, stride 2': {
    loss: (x, w) => weigh(tf.depthwiseConv2d(x as tf.Tensor4D, w as tf.Tensor4D, 2, 'same')),
    shapes: [
      [2, 6, 5, 3],
      [3, 3, 3, 2],
    ],
  },
  'separable convolution': {
    loss: (x, depthwise, pointwise) =>
      weigh(tf.separableConv2d(x as tf.Tensor4D, depthwise as tf.Tensor4D, pointwise as tf.Tensor4D, 1, 'same')),
    shapes: [
      [2, 5, 5, 2],
      [3, 3, 2, 2],
      [1, 1, 4, 3],
    ],
  },
  'transposed convolution, stride 2': {
    loss: (x, w) => weigh(tf.conv2dTranspose(x as tf.Tensor4D, w as tf.Tensor4D, [2, 8, 6, 3], 2, 'same')),
    shapes: [
      [2, 4, 3, 2],
      [3, 3, 3, 2],
    ],
  },
  'maximum and average pooling': {
    loss: (x) => {
      const max = tf.maxPool(x as tf.Tensor4D, 2, 2, 'same');
      return weigh(tf.concat([max, tf.avgPool(x as tf.Tensor4D, 2, 2, 'valid')], 3));
    },
    shapes: [[2, 6, 6, 2]],
  },
  'batch-hard mining: top-k, masks, gathers': {
    loss: (x) => {
      const apart = tf.sum(tf.square(tf.sub(tf.expandDims(x, 0), tf.expandDims(x, 1))), 2);
      const same = tf.matMul(labels as tf.Tensor2D, labels as tf.Tensor2D, false, true);
      const furthest = tf.max(tf.mul(apart, same), 1);
      const nearest = tf.min(tf.add(apart, tf.mul(same, 10)), 1);
      return tf.mean(tf.softplus(tf.sub(furthest, nearest)));
    },
    shapes: [[4, 3]],
  },
};

/** tfjs's own kernel for this gradient exchanges height and width and knows no half-pixel centres: only differences can judge. */
export const OBLONG: Readonly<Record<string, Case>> = {
  'bilinear resize up, half-pixel centres': {
    loss: (x) => weigh(tf.image.resizeBilinear(x as tf.Tensor4D, [7, 5], false, true)),
    shapes: [[2, 4, 3, 2]],
  },
  'volumes: maximum and average pooling': {
    loss: (x) =>
      tf.add(
        weigh(tf.maxPool3d(x as tf.Tensor5D, [2, 2, 1], 2, 'valid')),
        weigh(tf.avgPool3d(x as tf.Tensor5D, 2, 2, 'valid')),
      ),
    shapes: [[2, 3, 4, 5, 2]],
  },
  'volumes: average pooling at a padded border': {
    loss: (x) => weigh(tf.avgPool3d(x as tf.Tensor5D, 2, 2, 'same')),
    shapes: [[1, 3, 4, 3, 2]],
  },
  'bilinear resize down, corners aligned': {
    loss: (x) => weigh(tf.image.resizeBilinear(x as tf.Tensor4D, [3, 4], true)),
    shapes: [[1, 5, 6, 2]],
  },
};

/** Compared with eager, and judged by differences. */
export const VOLUMES: Readonly<Record<string, Case>> = {
  'volumes: convolution with stride 2, same': {
    loss: (x, w) => weigh(tf.conv3d(x as tf.Tensor5D, w as tf.Tensor5D, 2, 'same')),
    shapes: [
      [1, 4, 5, 3, 2],
      [2, 3, 3, 2, 2],
    ],
  },
  'volumes: convolution that stops short of the end': {
    loss: (x, w) => weigh(tf.conv3d(x as tf.Tensor5D, w as tf.Tensor5D, [2, 3, 1], 'valid')),
    shapes: [
      [2, 5, 6, 3, 1],
      [2, 2, 3, 1, 2],
    ],
  },
  'morphological dilation, stride 2, same': {
    loss: (x, w) => weigh(tf.dilation2d(x as tf.Tensor4D, w as tf.Tensor3D, 2, 'same')),
    shapes: [
      [1, 5, 4, 2],
      [3, 2, 2],
    ],
  },
  'morphological dilation, dilated, valid': {
    loss: (x, w) => weigh(tf.dilation2d(x as tf.Tensor4D, w as tf.Tensor3D, 1, 'valid', [2, 1])),
    shapes: [
      [1, 6, 5, 2],
      [2, 3, 2],
    ],
  },
};

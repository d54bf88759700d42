import * as tf from '@tensorflow/tfjs-core';
import type { Layers } from './layers.ts';

interface Size {
  /** Channels of the first block. */
  readonly width: number;
  /** Numbers of an embedding. */
  readonly dimension: number;
}

/** Pictures [n, s, s, 3], values about −1 … 1, to embeddings [n, dimension], of any length. */
export type Backbone = (layers: Layers, images: tf.Tensor4D, size: Size) => tf.Tensor2D;

/** 2×2 maxima: half the side. */
const pooled = (x: tf.Tensor4D): tf.Tensor4D => tf.maxPool(x, 2, 2, 'same');

const flat = (x: tf.Tensor4D): tf.Tensor2D => tf.reshape(x, [x.shape[0], -1]);

/**
 * Four blocks of convolution, pooling, norm and activation, with channels w, 2w, 4w, 4w; then one dense layer. Pooling comes
 * first, because maxima commute with whatever rises, and the rest then costs a quarter.
 */
export const cnn: Backbone = (layers, images, { width, dimension }) => {
  let x = images;
  for (const [i, times] of [1, 2, 4, 4].entries()) {
    const name = `block${i + 1}`;
    x = layers.convolution(x, `${name}/conv`, times * width);
    x = layers.activation(layers.norm(pooled(x), `${name}/norm`));
  }
  return layers.dense(flat(x), 'embedding', dimension);
};

/**
 * Inverted bottlenecks: 1×1 up, depthwise 3×3, 1×1 down without activation, and a filter of the whole last map in place of
 * average pooling, after Chen, Liu, Gao, Han, "MobileFaceNets", CCBR 2018, with fewer blocks.
 */
export const separable: Backbone = (layers, images, { width, dimension }) => {
  const active = (x: tf.Tensor4D, name: string) => layers.activation(layers.norm(x, name));
  let x = active(layers.convolution(images, 'stem/conv', width, 3, 2), 'stem/norm');
  const bottlenecks = [
    { channels: width, stride: 2 },
    { channels: width, stride: 1 },
    { channels: 2 * width, stride: 2 },
    { channels: 2 * width, stride: 1 },
  ];
  for (const [i, { channels, stride }] of bottlenecks.entries()) {
    const name = `bottleneck${i + 1}`;
    const inside = 2 * x.shape[3];
    let y = active(layers.convolution(x, `${name}/up`, inside, 1), `${name}/up-norm`);
    y = active(layers.depthwise(y, `${name}/depthwise`, 3, stride), `${name}/depthwise-norm`);
    y = layers.norm(layers.convolution(y, `${name}/down`, channels, 1), `${name}/down-norm`);
    x = stride === 1 && channels === x.shape[3] ? tf.add(x, y) : y;
  }
  x = active(layers.convolution(x, 'last/conv', 4 * width, 1), 'last/norm');
  x = layers.norm(layers.depthwise(x, 'global', x.shape[1], 1, 'valid'), 'global-norm');
  return layers.dense(flat(x), 'embedding', dimension);
};

/**
 * A stem and four residual blocks of two convolutions, the later three with stride 2 (He, Zhang, Ren, Sun, "Deep Residual
 * Learning", CVPR 2016); where the shape changes the shortcut is a 1×1 convolution; then one dense layer.
 */
export const residual: Backbone = (layers, images, { width, dimension }) => {
  let x = layers.activation(layers.norm(layers.convolution(images, 'stem/conv', width, 3, 2), 'stem/norm'));
  for (const [i, { times, stride }] of RESIDUAL_BLOCKS.entries()) {
    const name = `block${i + 1}`;
    const channels = times * width;
    let y = layers.convolution(x, `${name}/conv1`, channels, 3, stride);
    y = layers.activation(layers.norm(y, `${name}/norm1`));
    y = layers.norm(layers.convolution(y, `${name}/conv2`, channels), `${name}/norm2`);
    const same = stride === 1 && x.shape[3] === channels;
    const shortcut = same
      ? x
      : layers.norm(layers.convolution(x, `${name}/shortcut`, channels, 1, stride), `${name}/norm3`);
    x = layers.activation(tf.add(y, shortcut));
  }
  return layers.dense(flat(x), 'embedding', dimension);
};

const RESIDUAL_BLOCKS = [
  { times: 1, stride: 1 },
  { times: 2, stride: 2 },
  { times: 4, stride: 2 },
  { times: 4, stride: 2 },
];

/**
 * A head on another network's embedding [n, d]: one hidden layer of `width` with norm and activation, or none for a width of
 * 0, then a dense layer. The hidden layer's result is added to a linear one and begins at 0, so that training begins from what
 * the network was before: with room enough from just its embedding.
 */
export function projection(layers: Layers, features: tf.Tensor2D, { width, dimension }: Size): tf.Tensor2D {
  const init = dimension >= features.shape[1] ? 'identity' : 'lecun';
  const plain = layers.dense(features, 'projection/linear', dimension, init, false);
  if (width === 0) return plain;
  const hidden = layers.activation(
    layers.norm(layers.dense(features, 'projection/hidden', width, 'he'), 'projection/norm'),
  );
  return tf.add(plain, layers.dense(hidden, 'projection/out', dimension, 'zeros'));
}

import * as tf from '@tensorflow/tfjs-core';
import { seededRandom } from '../../../../models/metrics/seeded-random.ts';
import type { HostTensor } from '../../../../models/runtime/types.ts';

type Parameters = Readonly<Record<string, tf.Tensor>>;

/** A whole network with a loss; `make.py` has the same in PyTorch, by name. */
export interface ReferenceNetwork {
  readonly name: string;
  readonly seed: number;
  /** In the order in which their numbers are drawn: uniform within ±1 over the root of the fan-in. */
  readonly parameters: Readonly<Record<string, readonly number[]>>;
  /** Drawn after the parameters, uniform within ±1. */
  readonly images: readonly number[];
  readonly loss: (p: Parameters, images: tf.Tensor4D) => tf.Scalar;
}

const conv = (p: Parameters, name: string, x: tf.Tensor, stride = 1, pad = 1) =>
  tf.conv2d(x as tf.Tensor4D, p[name] as tf.Tensor4D, stride, pad);
const depthwise = (p: Parameters, name: string, x: tf.Tensor, stride = 1) =>
  tf.depthwiseConv2d(x as tf.Tensor4D, p[name] as tf.Tensor4D, stride, 1);
const dense = (p: Parameters, name: string, x: tf.Tensor) => tf.matMul(x as tf.Tensor2D, p[name] as tf.Tensor2D);
const pooled = (x: tf.Tensor) => tf.mean(x, [1, 2]) as tf.Tensor2D;
const unit = (x: tf.Tensor, axis: number) => tf.div(x, tf.sqrt(tf.add(tf.sum(tf.square(x), axis, true), 1e-6)));

/** By the batch's moments; gains are 1 + the parameter, so that all parameters may be drawn alike. */
function norm(p: Parameters, name: string, x: tf.Tensor): tf.Tensor4D {
  const { mean, variance } = tf.moments(x, [0, 1, 2]);
  const gain = tf.add(p[`${name}/gain`] as tf.Tensor1D, 1) as tf.Tensor1D;
  const shift = p[`${name}/shift`] as tf.Tensor1D;
  return tf.batchNorm(x as tf.Tensor4D, mean as tf.Tensor1D, variance as tf.Tensor1D, shift, gain, 1e-3) as tf.Tensor4D;
}

const norms = (names: Readonly<Record<string, number>>) =>
  Object.fromEntries(
    Object.entries(names).flatMap(([name, n]) => [
      [`${name}/gain`, [n]],
      [`${name}/shift`, [n]],
    ]),
  );

const classOf = (i: number, classes: number) => (i * 7) % classes;
const wanted = (batch: number, classes: number) =>
  tf.oneHot(
    tf.tensor1d(
      Array.from({ length: batch }, (_, i) => classOf(i, classes)),
      'int32',
    ),
    classes,
  );

export const REFERENCE_NETWORKS: readonly ReferenceNetwork[] = [
  {
    name: 'small CNN, batch norm, softmax cross-entropy',
    seed: 101,
    parameters: {
      first: [3, 3, 3, 8],
      second: [3, 3, 8, 16],
      dense: [16, 5],
      bias: [5],
      ...norms({ firstNorm: 8, secondNorm: 16 }),
    },
    images: [8, 12, 12, 3],
    loss: (p, images) => {
      let x: tf.Tensor = tf.relu(norm(p, 'firstNorm', conv(p, 'first', images)));
      x = tf.maxPool(x as tf.Tensor4D, 2, 2, 'valid');
      x = tf.relu(norm(p, 'secondNorm', conv(p, 'second', x, 2)));
      const logits = tf.add(dense(p, 'dense', pooled(x)), p.bias as tf.Tensor);
      return tf.losses.softmaxCrossEntropy(wanted(8, 5), logits) as tf.Scalar;
    },
  },
  {
    name: 'residual network, triplet loss',
    seed: 102,
    parameters: {
      stem: [3, 3, 3, 8],
      a1: [3, 3, 8, 8],
      a2: [3, 3, 8, 8],
      b1: [3, 3, 8, 16],
      b2: [3, 3, 16, 16],
      skip: [1, 1, 8, 16],
      dense: [16, 12],
      ...norms({ stemNorm: 8, a1Norm: 8, a2Norm: 8, b1Norm: 16, b2Norm: 16 }),
    },
    images: [9, 10, 10, 3],
    loss: (p, images) => {
      let x: tf.Tensor = tf.relu(norm(p, 'stemNorm', conv(p, 'stem', images)));
      const a = tf.relu(norm(p, 'a1Norm', conv(p, 'a1', x)));
      x = tf.relu(tf.add(x, norm(p, 'a2Norm', conv(p, 'a2', a))));
      const b = tf.relu(norm(p, 'b1Norm', conv(p, 'b1', x, 2)));
      x = tf.relu(tf.add(conv(p, 'skip', x, 2, 0), norm(p, 'b2Norm', conv(p, 'b2', b))));
      const [anchor, mate, other] = tf.split(unit(dense(p, 'dense', pooled(x)), 1), 3) as tf.Tensor[];
      const apart = (v: tf.Tensor, w: tf.Tensor) => tf.sum(tf.squaredDifference(v, w), 1);
      return tf.mean(tf.relu(tf.add(tf.sub(apart(anchor!, mate!), apart(anchor!, other!)), 0.5))) as tf.Scalar;
    },
  },
  {
    name: 'depthwise separable network, angular margin',
    seed: 103,
    parameters: {
      stem: [3, 3, 3, 8],
      depth1: [3, 3, 8, 1],
      point1: [1, 1, 8, 16],
      depth2: [3, 3, 16, 1],
      point2: [1, 1, 16, 24],
      slope: [24],
      dense: [24, 16],
      centres: [16, 6],
      ...norms({ stemNorm: 8, norm1: 16, norm2: 24 }),
    },
    images: [8, 14, 14, 3],
    loss: (p, images) => {
      let x: tf.Tensor = tf.relu(norm(p, 'stemNorm', conv(p, 'stem', images, 2)));
      x = tf.relu6(norm(p, 'norm1', conv(p, 'point1', depthwise(p, 'depth1', x), 1, 0)));
      x = tf.prelu(norm(p, 'norm2', conv(p, 'point2', depthwise(p, 'depth2', x, 2), 1, 0)), p.slope as tf.Tensor);
      const cosine = tf.matMul(
        unit(dense(p, 'dense', pooled(x)), 1) as tf.Tensor2D,
        unit(p.centres as tf.Tensor, 0) as tf.Tensor2D,
      );
      const sine = tf.sqrt(tf.sub(1 + 1e-6, tf.square(cosine)));
      const turned = tf.sub(tf.mul(cosine, Math.cos(0.5)), tf.mul(sine, Math.sin(0.5)));
      const target = wanted(8, 6);
      return tf.losses.softmaxCrossEntropy(
        target,
        tf.mul(tf.where(tf.cast(target, 'bool'), turned, cosine), 8),
      ) as tf.Scalar;
    },
  },
];

/** A network's parameters, by name, and its images: the same numbers as `make.py` draws. */
export function numbersOf({ seed, parameters, images }: ReferenceNetwork) {
  const random = seededRandom(seed);
  const draw = (shape: readonly number[], limit: number): HostTensor => {
    const length = shape.reduce((product, n) => product * n, 1);
    return { dtype: 'float32', shape, data: Float32Array.from({ length }, () => (random() * 2 - 1) * limit) };
  };
  const fanIn = (shape: readonly number[]) =>
    shape.length === 1 ? 16 : shape.slice(0, -1).reduce((product, n) => product * n, 1);
  const drawn = Object.entries(parameters).map(
    ([name, shape]) => [name, draw(shape, 1 / Math.sqrt(fanIn(shape)))] as const,
  );
  return { parameters: Object.fromEntries(drawn), images: draw(images, 1) };
}

import * as tf from '@tensorflow/tfjs-core';
import { type Random, seededRandom } from '../../../../models/metrics/seeded-random.ts';
import type { StepFunction } from '../../../../models/runtime/training/trace-step.ts';
import type { HostTensor } from '../../../../models/runtime/types.ts';

/** A network to time; `networks.py` has the same one in PyTorch, by name. */
export interface BenchNetwork {
  readonly id: NetworkId;
  readonly title: string;
  readonly side: number;
  readonly batch: number;
  /** Images of one person in a batch. */
  readonly perPerson: number;
  /** In the order in which both contenders make them. */
  readonly parameters: readonly Parameter[];
  /** Images to embeddings, not normalised yet. */
  readonly embed: (net: Variables, images: tf.Tensor4D) => tf.Tensor2D;
}

export type NetworkId = 'convolutional' | 'depthwise';

export interface Parameter {
  readonly name: string;
  /** As TensorFlow.js wants it. */
  readonly shape: readonly number[];
  /** Uniform between -limit and limit, or a constant. */
  readonly initial: { readonly limit: number } | { readonly value: number };
  /** False for moving averages. */
  readonly trainable: boolean;
}

/** Variables by name. */
export type Variables = Readonly<Record<string, tf.Variable>>;

export const LEARNING_RATE = 1e-3;
export const ADAM_EPSILON = 1e-7;
const EPSILON = 1e-5;
const MOMENTUM = 0.1;
const MARGIN = 0.3;

/** He's initialisation, uniform. */
const weight = (name: string, shape: readonly number[], fanIn: number): Parameter => ({
  name,
  shape,
  initial: { limit: Math.sqrt(6 / fanIn) },
  trainable: true,
});
const constant = (name: string, length: number, value: number, trainable = true): Parameter => ({
  name,
  shape: [length],
  initial: { value },
  trainable,
});
const norm = (name: string, channels: number): Parameter[] => [
  constant(`${name}/gamma`, channels, 1),
  constant(`${name}/beta`, channels, 0),
  constant(`${name}/mean`, channels, 0, false),
  constant(`${name}/variance`, channels, 1, false),
];

/** Batch normalisation by the batch's own moments; the moving averages follow. */
function normalise(net: Variables, name: string, x: tf.Tensor4D): tf.Tensor4D {
  const { mean, variance } = tf.moments(x, [0, 1, 2]);
  for (const [key, moment] of [
    ['mean', mean],
    ['variance', variance],
  ] as const) {
    const moving = net[`${name}/${key}`] as tf.Variable;
    moving.assign(tf.add(tf.mul(moving, 1 - MOMENTUM), tf.mul(moment, MOMENTUM)));
  }
  const [gamma, beta] = [net[`${name}/gamma`], net[`${name}/beta`]] as tf.Tensor1D[];
  return tf.batchNorm(x, mean as tf.Tensor1D, variance as tf.Tensor1D, beta, gamma, EPSILON) as tf.Tensor4D;
}

const CHANNELS = [16, 32, 64, 128];
const DIMENSION = 128;

const convolutional: BenchNetwork = {
  id: 'convolutional',
  title: '4 convolutional blocks 16-32-64-128, batch norm, ReLU; 64×64×3, batch 48',
  side: 64,
  batch: 48,
  perPerson: 4,
  parameters: [
    ...CHANNELS.flatMap((out, i) => {
      const channels = CHANNELS[i - 1] ?? 3;
      return [weight(`conv${i}`, [3, 3, channels, out], 9 * channels), ...norm(`norm${i}`, out)];
    }),
    weight('dense', [128, DIMENSION], 128),
    constant('bias', DIMENSION, 0),
  ],
  embed(net, images) {
    let x = images;
    for (const i of CHANNELS.keys()) {
      x = tf.relu(normalise(net, `norm${i}`, tf.conv2d(x, net[`conv${i}`] as unknown as tf.Tensor4D, 2, 1)));
    }
    const pooled = tf.mean(x, [1, 2]) as tf.Tensor2D;
    return tf.add(tf.matMul(pooled, net.dense as unknown as tf.Tensor2D), net.bias as tf.Tensor);
  },
};

/** Expansion, channels, stride of MobileFaceNet's bottlenecks, in half its width and depth. */
const BOTTLENECKS = [
  [2, 32, 2],
  [2, 32, 1],
  [4, 64, 2],
  [2, 64, 1],
  [4, 64, 2],
  [2, 64, 1],
] as const;
const STEM = 32;
const HEAD = 256;

const pointwise = (name: string, from: number, to: number) => [
  weight(`${name}/filter`, [1, 1, from, to], from),
  ...norm(`${name}/norm`, to),
];
const depthwise = (name: string, side: number, channels: number) => [
  weight(`${name}/filter`, [side, side, channels, 1], side * side),
  ...norm(`${name}/norm`, channels),
];
const slope = (name: string, channels: number) => constant(`${name}/slope`, channels, 0.25);

const mobile: BenchNetwork = {
  id: 'depthwise',
  title: 'MobileFaceNet-like: depthwise bottlenecks, batch norm, PReLU; 112×112×3, batch 32',
  side: 112,
  batch: 32,
  perPerson: 4,
  parameters: [
    weight('stem/filter', [3, 3, 3, STEM], 27),
    ...norm('stem/norm', STEM),
    slope('stem', STEM),
    ...BOTTLENECKS.flatMap(([factor, out], i) => {
      const channels = BOTTLENECKS[i - 1]?.[1] ?? STEM;
      const inner = channels * factor;
      return [
        ...[...pointwise(`${i}/expand`, channels, inner), slope(`${i}/expand`, inner)],
        ...[...depthwise(`${i}/depth`, 3, inner), slope(`${i}/depth`, inner)],
        ...pointwise(`${i}/project`, inner, out),
      ];
    }),
    ...[...pointwise('head', 64, HEAD), slope('head', HEAD)],
    ...depthwise('global', 7, HEAD),
    weight('dense', [HEAD, DIMENSION], HEAD),
    constant('bias', DIMENSION, 0),
  ],
  embed(net, images) {
    const filter = (name: string) => net[`${name}/filter`] as unknown as tf.Tensor4D;
    const bent = (name: string, x: tf.Tensor4D) => tf.prelu(x, net[`${name}/slope`] as tf.Tensor) as tf.Tensor4D;
    const point = (name: string, x: tf.Tensor4D) =>
      normalise(net, `${name}/norm`, tf.conv2d(x, filter(name), 1, 'valid'));
    const depth = (name: string, x: tf.Tensor4D, stride: number, pad: number) =>
      normalise(net, `${name}/norm`, tf.depthwiseConv2d(x, filter(name), stride, pad));
    let x = bent('stem', normalise(net, 'stem/norm', tf.conv2d(images, filter('stem'), 2, 1)));
    for (const [i, [, out, stride]] of BOTTLENECKS.entries()) {
      const expanded = bent(`${i}/expand`, point(`${i}/expand`, x));
      const filtered = bent(`${i}/depth`, depth(`${i}/depth`, expanded, stride, 1));
      const projected = point(`${i}/project`, filtered);
      x = stride === 1 && x.shape[3] === out ? tf.add(x, projected) : projected;
    }
    const pooled = tf.reshape(depth('global', bent('head', point('head', x)), 1, 0), [-1, HEAD]) as tf.Tensor2D;
    return tf.add(tf.matMul(pooled, net.dense as unknown as tf.Tensor2D), net.bias as tf.Tensor);
  },
};

export const NETWORKS: readonly BenchNetwork[] = [convolutional, mobile];

/** The numbers that all contenders begin with. */
export interface Numbers {
  readonly parameters: ReadonlyMap<string, HostTensor>;
  readonly images: HostTensor;
  /** Who is in each image. */
  readonly people: HostTensor;
}

export function numbersFor(network: BenchNetwork, seed: number): Numbers {
  const random = seededRandom(seed);
  const parameters = network.parameters.map(({ name, shape, initial }): [string, HostTensor] => {
    const length = shape.reduce((product, n) => product * n, 1);
    const data =
      'limit' in initial ? uniform(random, length, initial.limit) : new Float32Array(length).fill(initial.value);
    return [name, { dtype: 'float32', shape, data }];
  });
  const { batch, side, perPerson } = network;
  return {
    parameters: new Map(parameters),
    images: { dtype: 'float32', shape: [batch, side, side, 3], data: portraits(network, random) },
    people: { dtype: 'int32', shape: [batch], data: Int32Array.from({ length: batch }, (_, i) => ~~(i / perPerson)) },
  };
}

const uniform = (random: Random, length: number, limit: number) =>
  Float32Array.from({ length }, () => (random() * 2 - 1) * limit);

/** Noise around one random picture a person: something can be learned, and no two distances are equal. */
function portraits({ batch, side, perPerson }: BenchNetwork, random: Random): Float32Array {
  const size = side * side * 3;
  const data = new Float32Array(batch * size);
  for (let first = 0; first < batch; first += perPerson) {
    const person = uniform(random, size, 1);
    for (let image = first; image < Math.min(batch, first + perPerson); image++) {
      for (let k = 0; k < size; k++) data[image * size + k] = 0.2 * person[k]! + (random() * 2 - 1);
    }
  }
  return data;
}

/** L2 normalisation and the batch-hard triplet loss of squared distances: each image with its farthest mate and nearest other. */
function batchHardTriplet(embeddings: tf.Tensor2D, people: tf.Tensor1D): tf.Scalar {
  const unit = tf.div(embeddings, tf.sqrt(tf.add(tf.sum(tf.square(embeddings), 1, true), 1e-12))) as tf.Tensor2D;
  const apart = tf.sub(2, tf.mul(2, tf.matMul(unit, unit, false, true)));
  const same = tf.cast(tf.equal(tf.expandDims(people, 1), tf.expandDims(people, 0)), 'float32');
  const farthest = tf.max(tf.mul(apart, same), 1);
  const nearest = tf.min(tf.add(apart, tf.mul(same, 10)), 1);
  return tf.mean(tf.relu(tf.add(tf.sub(farthest, nearest), MARGIN))) as tf.Scalar;
}

/** Makes the network's variables and its step: forward pass, loss, gradients, stock Adam. */
export function trainingStep(network: BenchNetwork, numbers: Numbers): { step: StepFunction; variables: Variables } {
  const variables = Object.fromEntries(
    network.parameters.map(({ name, trainable }) => {
      const { data, shape } = numbers.parameters.get(name) as HostTensor;
      return [name, tf.tidy(() => tf.variable(tf.tensor(data.slice(), [...shape]), trainable))];
    }),
  );
  const trainable = network.parameters.flatMap((p) => (p.trainable ? [variables[p.name] as tf.Variable] : []));
  const optimizer = tf.train.adam(LEARNING_RATE, 0.9, 0.999, ADAM_EPSILON);
  const step: StepFunction = (images, people) => {
    const loss = () =>
      batchHardTriplet(network.embed(variables, images as tf.Tensor4D), people as unknown as tf.Tensor1D);
    return { loss: optimizer.minimize(loss, true, trainable) as tf.Scalar };
  };
  return { step, variables };
}

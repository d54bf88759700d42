import * as tf from '@tensorflow/tfjs-core';
import { batchNorm } from '../../layers/norms/batch-norm.ts';
import { groupNorm } from '../../layers/norms/group-norm.ts';
import type { ActivationId, NormId } from './choice.ts';

/**
 * How a weight begins: `he` is normal with variance 2 / inputs (He et al., ICCV 2015), `lecun` with 1 / inputs; `identity` of a
 * matrix [inputs, outputs] gives the first outputs the inputs.
 */
export type WeightInit = 'he' | 'lecun' | 'identity' | 'zeros' | 'ones';

/** A weight that training changes, or (`moving`) a statistic that it keeps. */
export interface WeightRequest {
  readonly name: string;
  readonly shape: readonly number[];
  readonly init: WeightInit;
  /** How many numbers go into one output of it. */
  readonly fanIn: number;
  readonly kind: 'trained' | 'moving';
}

/** Where a network's weights come from while its function runs. */
export interface WeightStore {
  get(request: WeightRequest): tf.Tensor;
  /** Training only: the new value of a moving statistic. */
  move?(name: string, value: tf.Tensor): void;
}

/** What a layer did, for parameters and multiply-accumulates. Shapes without the batch. */
export interface LayerRecord {
  readonly name: string;
  readonly kind: 'convolution' | 'depthwise' | 'dense' | 'norm';
  readonly output: readonly number[];
  readonly parameters: number;
  /** Multiply-accumulates for one picture; norms, activations, pools and biases are not counted, as is usual. */
  readonly macs: number;
}

export interface LayersOptions {
  readonly norm: NormId;
  readonly activation: ActivationId;
  readonly weights: WeightStore;
  readonly training: boolean;
  readonly record?: (layer: LayerRecord) => void;
}

const product = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/**
 * The building blocks of the backbones: each names its weights, so that a network is one function that reads like its
 * figure in the paper, and the same function is initialised, trained, exported and counted.
 */
export class Layers {
  private readonly options: LayersOptions;

  constructor(options: LayersOptions) {
    this.options = options;
  }

  /** k×k convolution to `channels`, 'same' padding; a bias only where no norm follows that has one. */
  convolution(x: tf.Tensor4D, name: string, channels: number, kernel = 3, stride = 1): tf.Tensor4D {
    const depth = x.shape[3];
    const shape = [kernel, kernel, depth, channels];
    const filter = this.weight(`${name}/filter`, shape, 'he', kernel * kernel * depth) as tf.Tensor4D;
    const y = tf.conv2d(x, filter, stride, 'same');
    const bias = this.options.norm === 'none';
    const macs = product(y.shape.slice(1)) * kernel * kernel * depth;
    this.note({
      name,
      kind: 'convolution',
      output: y.shape.slice(1),
      parameters: product(shape) + (bias ? channels : 0),
      macs,
    });
    return bias ? tf.add(y, this.weight(`${name}/bias`, [channels], 'zeros', 1)) : y;
  }

  /** One k×k filter a channel, 'same' padding or none. */
  depthwise(x: tf.Tensor4D, name: string, kernel = 3, stride = 1, pad: 'same' | 'valid' = 'same'): tf.Tensor4D {
    const depth = x.shape[3];
    const shape = [kernel, kernel, depth, 1];
    const filter = this.weight(`${name}/filter`, shape, 'he', kernel * kernel) as tf.Tensor4D;
    const y = tf.depthwiseConv2d(x, filter, stride, pad);
    const bias = this.options.norm === 'none';
    const macs = product(y.shape.slice(1)) * kernel * kernel;
    this.note({
      name,
      kind: 'depthwise',
      output: y.shape.slice(1),
      parameters: product(shape) + (bias ? depth : 0),
      macs,
    });
    return bias ? tf.add(y, this.weight(`${name}/bias`, [depth], 'zeros', 1)) : y;
  }

  /** The network's norm over channels: of maps [n, h, w, c] or vectors [n, c]; nothing where there is none. */
  norm<T extends tf.Tensor>(x: T, name: string): T {
    const { norm, training, weights } = this.options;
    if (norm === 'none') return x;
    const channels = x.shape.at(-1) as number;
    this.note({ name, kind: 'norm', output: x.shape.slice(1), parameters: 2 * channels, macs: 0 });
    const scale = this.weight(`${name}/scale`, [channels], 'ones', 1);
    const shift = this.weight(`${name}/shift`, [channels], 'zeros', 1);
    if (norm !== 'batch') return groupNorm(x, scale, shift, norm === 'layer' ? 1 : groupsOf(channels)) as T;
    const moving = {
      mean: this.weight(`${name}/mean`, [channels], 'zeros', 1, 'moving'),
      variance: this.weight(`${name}/variance`, [channels], 'ones', 1, 'moving'),
    };
    const move = training ? weights.move : undefined;
    return batchNorm(x, scale, shift, moving, move && ((which, value) => move(`${name}/${which}`, value))) as T;
  }

  activation<T extends tf.Tensor>(x: T): T {
    switch (this.options.activation) {
      case 'relu':
        return tf.relu(x);
      case 'leaky-relu':
        return tf.leakyRelu(x, 0.2);
      case 'swish':
        return tf.mul(x, tf.sigmoid(x));
      case 'elu':
        return tf.elu(x);
    }
  }

  /** [n, d] to [n, units]; the last layer of a network begins with variance 1 / inputs. */
  dense(x: tf.Tensor2D, name: string, units: number, init: WeightInit = 'lecun', bias = true): tf.Tensor2D {
    const shape = [x.shape[1], units];
    const y: tf.Tensor2D = tf.matMul(x, this.weight(`${name}/matrix`, shape, init, x.shape[1]) as tf.Tensor2D);
    this.note({
      name,
      kind: 'dense',
      output: [units],
      parameters: product(shape) + (bias ? units : 0),
      macs: product(shape),
    });
    return bias ? (tf.add(y, this.weight(`${name}/bias`, [units], 'zeros', 1)) as tf.Tensor2D) : y;
  }

  private weight(
    name: string,
    shape: readonly number[],
    init: WeightInit,
    fanIn: number,
    kind: WeightRequest['kind'] = 'trained',
  ) {
    return this.options.weights.get({ name, shape, init, fanIn, kind });
  }

  private note(layer: LayerRecord): void {
    this.options.record?.(layer);
  }
}

/** Eight channels a group, or all in one where they do not divide (Wu, He, "Group Normalization", ECCV 2018, use 16). */
const groupsOf = (channels: number): number => (channels % 8 === 0 ? channels / 8 : 1);

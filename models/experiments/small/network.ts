import * as tf from '@tensorflow/tfjs-core';
import type { WeightInit, WeightRequest } from '../../embed/networks/layers.ts';
import { type BlockChoice, type ConvolutionStep, stepsOf } from '../../layers/convolutions/blocks.ts';
import { channelShuffle, groupedConv2d } from '../../layers/convolutions/grouped.ts';
import { batchNorm } from '../../layers/norms/batch-norm.ts';
import { crossNorm } from '../../layers/norms/cross-norm.ts';
import { groupNorm, instanceNorm, layerNorm } from '../../layers/norms/group-norm.ts';
import { selfNorm } from '../../layers/norms/self-norm.ts';
import { switchableNorm } from '../../layers/norms/switchable-norm.ts';

/** `cross` and `self` stand before a batch normalisation: they change styles and do not normalise by themselves. */
export const smallNorms = ['none', 'batch', 'layer', 'instance', 'group', 'switchable', 'cross', 'self'] as const;
export type SmallNorm = (typeof smallNorms)[number];

/** The production layers; a test puts in a wrong one to see a verdict change. */
export const NORM_LAYERS = { batchNorm, layerNorm, instanceNorm, groupNorm, switchableNorm, crossNorm, selfNorm };
export type NormLayers = typeof NORM_LAYERS;

/** Who is recognised among a few people, in small pictures. */
export interface SmallNetwork {
  readonly norm: SmallNorm;
  /** Of group normalisation; divides each of {@link CHANNELS}. */
  readonly groups: number;
  readonly side: number;
  readonly people: number;
  /** What the last layer sees: each map's mean, as in most networks, or all its places. */
  readonly head: 'mean' | 'quarters' | 'places';
  /** So many numbers between what the last layer sees and the last layer, by a linear map; none: it sees all. */
  readonly bottleneck?: number;
  /** Without activations: linear maps alone. */
  readonly linear?: boolean;
  /** What stands for the two later convolutions, each part with a norm of its own; none: dense convolutions of 3 × 3. */
  readonly block?: Omit<BlockChoice, 'input' | 'output' | 'stride'>;
  /** In place of {@link CHANNELS}. */
  readonly channels?: readonly number[];
}

/** Of the three convolutions, the later two with stride 2. */
export const CHANNELS = [8, 16, 24] as const;

/** How the network is gone through once. */
export interface Pass {
  readonly get: (request: WeightRequest) => tf.Tensor;
  /** Training only: a moving statistic's new value. */
  readonly move?: (name: string, value: tf.Tensor) => void;
  /** Training only, of `cross`: whose style each picture takes, and whether at all this time (1 or 0). */
  readonly swap?: { readonly partners: tf.Tensor; readonly share: tf.Tensor };
}

/** Pictures [n, side, side, 3] to logits [n, people]. */
export function smallNetwork(choice: SmallNetwork, x: tf.Tensor4D, pass: Pass, layers = NORM_LAYERS): tf.Tensor2D {
  let y = x;
  for (const [i, channels] of (choice.channels ?? CHANNELS).entries()) {
    if (i > 0 && choice.block !== undefined) {
      const steps = stepsOf({ ...choice.block, input: y.shape[3], output: channels, stride: 2 });
      for (const [j, step] of steps.entries())
        y =
          step.op === 'shuffle'
            ? channelShuffle(y, step.groups)
            : convolved(choice, y, step, `block${i}/${j}`, pass, layers, i);
      continue;
    }
    const shape = [3, 3, y.shape[3], channels];
    const filter = weight(pass, `block${i}/filter`, shape, 'he', 9 * y.shape[3]) as tf.Tensor4D;
    const maps: tf.Tensor4D = tf.conv2d(y, filter, i === 0 ? 1 : 2, 'same');
    y = normalised(choice, maps, `block${i}`, pass, layers, i) as tf.Tensor4D;
    if (choice.linear !== true) y = tf.relu(y);
  }
  const windows = { mean: y.shape[1], quarters: y.shape[1] / 2, places: 1 }[choice.head];
  const pooled = windows === 1 ? y : tf.avgPool(y, windows, windows, 'valid');
  const seen = narrowed(tf.reshape(pooled, [x.shape[0], -1]), choice.bottleneck, pass);
  const inputs = seen.shape[1] as number;
  const matrix = weight(pass, 'head/matrix', [inputs, choice.people], 'lecun', inputs) as tf.Tensor2D;
  return tf.add(tf.matMul(seen, matrix), weight(pass, 'head/bias', [choice.people], 'zeros'));
}

/** One convolution of a block, its norm and, where it has one, its activation. */
function convolved(
  choice: SmallNetwork,
  x: tf.Tensor4D,
  { kernel, stride, input, output, groups, active }: ConvolutionStep,
  name: string,
  pass: Pass,
  layers: NormLayers,
  block: number,
): tf.Tensor4D {
  const shape = [kernel, kernel, input / groups, output];
  const filter = weight(pass, `${name}/filter`, shape, 'he', (kernel ** 2 * input) / groups) as tf.Tensor4D;
  const maps = groupedConv2d(x, filter, groups, stride);
  const y = normalised(choice, maps, name, pass, layers, block) as tf.Tensor4D;
  return active && choice.linear !== true ? tf.relu(y) : y;
}

/** [n, d] to [n, width] by a matrix alone. */
function narrowed(x: tf.Tensor2D, width: number | undefined, pass: Pass): tf.Tensor2D {
  if (width === undefined) return x;
  const inputs = x.shape[1];
  return tf.matMul(x, weight(pass, 'bottleneck/matrix', [inputs, width], 'lecun', inputs) as tf.Tensor2D);
}

const weight = (
  { get }: Pass,
  name: string,
  shape: readonly number[],
  init: WeightInit,
  fanIn = 1,
  kind: WeightRequest['kind'] = 'trained',
): tf.Tensor => get({ name, shape, init, fanIn, kind });

function normalised(
  { norm, groups }: SmallNetwork,
  x: tf.Tensor4D,
  name: string,
  pass: Pass,
  layers: NormLayers,
  block: number,
): tf.Tensor {
  const channels = [x.shape[3]];
  const shift = weight(pass, `${name}/shift`, channels, 'zeros');
  if (norm === 'none') return tf.add(x, shift);
  const scale = weight(pass, `${name}/scale`, channels, 'ones');
  switch (norm) {
    case 'layer':
      return layers.layerNorm(x, scale, shift);
    case 'instance':
      return layers.instanceNorm(x, scale, shift);
    case 'group':
      return layers.groupNorm(x, scale, shift, groups);
  }
  const moving = {
    mean: weight(pass, `${name}/mean`, channels, 'zeros', 1, 'moving'),
    variance: weight(pass, `${name}/variance`, channels, 'ones', 1, 'moving'),
  };
  const { move } = pass;
  const told = move && ((which: keyof typeof moving, value: tf.Tensor) => move(`${name}/${which}`, value));
  if (norm === 'switchable') {
    const ofMeans = weight(pass, `${name}/ofMeans`, [3], 'ones');
    const ofVariances = weight(pass, `${name}/ofVariances`, [3], 'ones');
    return layers.switchableNorm(x, { scale, shift, ofMeans, ofVariances }, moving, told);
  }
  return layers.batchNorm(restyled(norm, x, name, pass, layers, block), scale, shift, moving, told);
}

/** Style is what early maps carry: after the first convolution alone (Tang et al., §4.1, vary the place). */
function restyled(norm: SmallNorm, x: tf.Tensor4D, name: string, pass: Pass, layers: NormLayers, block: number) {
  if (block > 0) return x;
  if (norm === 'cross' && pass.swap !== undefined)
    return layers.crossNorm(x, pass.swap.partners, pass.swap.share) as tf.Tensor4D;
  if (norm !== 'self') return x;
  const gate = (of: string) => ({
    a: weight(pass, `${name}/${of}/a`, [x.shape[3]], 'zeros'),
    b: weight(pass, `${name}/${of}/b`, [x.shape[3]], 'zeros'),
    c: weight(pass, `${name}/${of}/c`, [x.shape[3]], 'ones'),
  });
  return layers.selfNorm(x, { mean: gate('mean'), deviation: gate('deviation') }) as tf.Tensor4D;
}

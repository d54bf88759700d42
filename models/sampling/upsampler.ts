import * as tf from '@tensorflow/tfjs-core';
import type { WeightRequest } from '../embed/networks/layers.ts';

/** How the features are enlarged: by linear interpolation before the last convolution, by sub-pixel convolution, or by a transposed convolution. */
export const upsamplerIds = ['interpolated', 'subPixel', 'transposed'] as const;
export type UpsamplerId = (typeof upsamplerIds)[number];

export interface UpsamplerChoice {
  readonly id: UpsamplerId;
  /** How many times as large along each side. */
  readonly scale: number;
  /** Taps of the transposed convolution along each side, at least the scale; the others have 3. */
  readonly kernel: number;
}

/** Feature maps in between. */
export const FEATURES = 16;
const K = 3;

/** Numbers that the last layer's filter has: [k, k, in, out], of the transposed convolution [k, k, out, in]. */
export function lastShape({ id, scale, kernel }: UpsamplerChoice): readonly [number, number, number, number] {
  if (id === 'transposed') return [kernel, kernel, 1, FEATURES];
  return [K, K, FEATURES, id === 'subPixel' ? scale * scale : 1];
}

/** Its weights in the order in which they are packed. The last layer begins with zeros: untrained, what it is given comes out. */
export function upsamplerWeights(choice: UpsamplerChoice): readonly WeightRequest[] {
  if (choice.id === 'transposed' && choice.kernel < choice.scale)
    throw new RangeError('a transposed convolution whose kernel is below the stride leaves holes');
  const trained = 'trained' as const;
  const outputs = choice.id === 'subPixel' ? choice.scale ** 2 : 1;
  return [
    { name: 'first/filter', shape: [K, K, 1, FEATURES], init: 'he', fanIn: K * K, kind: trained },
    { name: 'first/bias', shape: [FEATURES], init: 'zeros', fanIn: 1, kind: trained },
    { name: 'last/filter', shape: lastShape(choice), init: 'zeros', fanIn: K * K * FEATURES, kind: trained },
    { name: 'last/bias', shape: [outputs], init: 'zeros', fanIn: 1, kind: trained },
  ];
}

/**
 * A small upsampler of brightness: a convolution, then the way of enlarging; what it makes is added to a picture enlarged without learning (J. Kim, J. K. Lee, K. M. Lee,
 * "Accurate image super-resolution using very deep convolutional networks", CVPR 2016). The ways: interpolation and convolution as in Odena et al. 2016, sub-pixel
 * convolution as in Shi et al., CVPR 2016, transposed convolution as in Dong et al., "Accelerating the super-resolution convolutional neural network", ECCV 2016.
 * @param small [n, h, w, 1], values from −½ to ½
 * @param enlarged [n, s·h, s·w, 1], what is added to
 */
export function upsampler(
  choice: UpsamplerChoice,
  small: tf.Tensor4D,
  enlarged: tf.Tensor4D,
  weights: Readonly<Record<string, tf.Tensor>>,
): tf.Tensor4D {
  const { id, scale } = choice;
  const [n, h, w] = small.shape;
  const [high, wide] = [h * scale, w * scale];
  const first = tf.conv2d(small, weights['first/filter'] as tf.Tensor4D, 1, 'same');
  const maps = tf.relu(tf.add(first, weights['first/bias']!)) as tf.Tensor4D;
  const last = weights['last/filter'] as tf.Tensor4D;
  const bias = weights['last/bias']!;
  if (id === 'transposed')
    return tf.add(enlarged, tf.add(tf.conv2dTranspose(maps, last, [n, high, wide, 1], scale, 'same'), bias));
  if (id === 'interpolated') {
    const large = tf.image.resizeBilinear(maps, [high, wide], false, true);
    return tf.add(enlarged, tf.add(tf.conv2d(large, last, 1, 'same'), bias));
  }
  const cells = tf.add(tf.conv2d(maps, last, 1, 'same'), bias);
  // Channel s·i + j stands at row i and column j of its block.
  const apart = tf.transpose(tf.reshape(cells, [n, h, w, scale, scale]), [0, 1, 3, 2, 4]);
  return tf.add(enlarged, tf.reshape(apart, [n, high, wide, 1]));
}

/** Learnt numbers, and multiply-accumulates for a small picture of so many pixels; interpolations are not counted. */
export function upsamplerCost(choice: UpsamplerChoice, pixels: number) {
  const weights = upsamplerWeights(choice).reduce((sum, { shape }) => sum + shape.reduce((a, b) => a * b, 1), 0);
  const [a, b, c, d] = lastShape(choice);
  const places = choice.id === 'interpolated' ? pixels * choice.scale ** 2 : pixels;
  return { weights, macs: pixels * K * K * FEATURES + places * a * b * c * d };
}

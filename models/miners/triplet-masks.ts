import * as tf from '@tensorflow/tfjs-core';
import { pairMasks } from '../losses/masks.ts';
import { withoutGradient } from '../losses/without-gradient.ts';
import type { MinerInput } from './miner.ts';
import { asTriplets, type TripletSelection } from './selection.ts';

/** All triplets that the labels allow: float32 [n, n, n] of 0 and 1 (anchor, mated, non-mated). */
export const allTriplets = (labels: tf.Tensor1D): tf.Tensor3D =>
  asTriplets({ kind: 'pairs', ...pairMasks(labels) }).weights;

/** Those of all triplets that `condition` holds for, given by how much the mated image is farther: [n, n, n] → bool. */
export function tripletsWhere(
  { labels, matrix, distance }: MinerInput,
  condition: (gap: tf.Tensor) => tf.Tensor,
): TripletSelection {
  const weights = withoutGradient((values) => {
    const gap = distance.farther(tf.expandDims(values, 2), tf.expandDims(values, 1));
    return tf.mul(allTriplets(labels), tf.cast(condition(gap), 'float32')) as tf.Tensor3D;
  }, matrix);
  return { kind: 'triplets', weights };
}

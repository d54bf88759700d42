import * as tf from '@tensorflow/tfjs-core';
import { asTriplets } from '../miners/selection.ts';
import { definePairLoss } from './loss.ts';
import { tripletGaps } from './triplet.ts';

/**
 * log(1 + exp(d(anchor, mated) − d(anchor, non-mated))): like a triplet loss, but the pull fades instead of ending at a
 * margin. Triplets [n, n, n]; never 0, so the reducer is the plain mean. The paper's is that with the batch-hard miner.
 *
 * Hermans, Beyer, Leibe, "In Defense of the Triplet Loss for Person Re-Identification", 2017.
 */
export const tripletSoftMargin = definePairLoss({
  kind: 'pairs',
  id: 'triplet-soft-margin',
  title: 'Triplet with a soft margin',
  paper: 'Hermans, Beyer, Leibe: In Defense of the Triplet Loss for Person Re-Identification. 2017. arXiv:1703.07737',
  distances: ['euclidean', 'squared-euclidean', 'cosine', 'dot'],
  reducer: 'mean',
  options: {
    sharpness: { default: 1, low: 0.1, high: 100, says: 'multiplies the gap; 10 or more for unit vectors' },
  },
  terms(input, { sharpness }) {
    const { weights } = asTriplets(input.selection);
    return { triplets: { values: tf.softplus(tf.mul(tripletGaps(input), sharpness)), weights } };
  },
});

import * as tf from '@tensorflow/tfjs-core';
import { asTriplets } from '../miners/selection.ts';
import { definePairLoss, type PairInput } from './loss.ts';

/** By how much the mated image is farther from the anchor than the non-mated one: [n, n, n] (anchor, mated, non-mated). */
export function tripletGaps({ matrix, distance }: PairInput): tf.Tensor {
  return distance.farther(tf.expandDims(matrix, 2), tf.expandDims(matrix, 1));
}

/**
 * max(0, d(anchor, mated) − d(anchor, non-mated) + margin), in the distance's unit. Triplets [n, n, n]. Which of them count
 * is the miner's choice: all, hard, semi-hard, batch-hard, distance-weighted.
 *
 * Schroff, Kalenichenko, Philbin, "FaceNet: A Unified Embedding for Face Recognition and Clustering", CVPR 2015 (squared Euclidean, margin 0.2, semi-hard); before it Weinberger,
 * Saul, "Distance Metric Learning for Large Margin Nearest Neighbor Classification", JMLR 2009.
 */
export const triplet = definePairLoss({
  kind: 'pairs',
  id: 'triplet',
  title: 'Triplet',
  paper:
    'Schroff, Kalenichenko, Philbin: FaceNet: A Unified Embedding for Face Recognition and Clustering. CVPR 2015. arXiv:1503.03832',
  distances: ['squared-euclidean', 'euclidean', 'cosine', 'dot'],
  reducer: 'mean-of-non-zero',
  options: { margin: { default: 0.2, low: 0, high: 4, says: 'how much closer the mated image must be' } },
  terms(input, { margin }) {
    const { weights } = asTriplets(input.selection);
    return { triplets: { values: tf.relu(tf.add(tripletGaps(input), margin)), weights } };
  },
});

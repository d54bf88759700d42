import * as tf from '@tensorflow/tfjs-core';
import { crossEntropy } from './cross-entropy.ts';
import { cosine } from './distances.ts';
import { type ClassInput, type ClassSize, defineClassLoss } from './loss.ts';

/** Vectors of which only the direction matters. */
export const DIRECTION_WEIGHTS = {
  classes: {
    says: 'a direction for each person',
    shape: ({ classes, dimension }: ClassSize) => [classes, dimension],
    init: 'directions',
  },
} as const;

/** Cosine similarity of each image to each person's vector: [n, classes]. */
export const classCosines = ({ embeddings, weights }: ClassInput): tf.Tensor2D =>
  cosine.between(embeddings, weights.classes as tf.Tensor2D);

/**
 * Cross-entropy of `scale` · cosine, in nats: [n]. Only directions count, in training as at the desk. Without the scale the
 * loss could not fall far, because cosines end at 1.
 *
 * Wang, Xiang, Cheng, Yuille, "NormFace: L2 Hypersphere Embedding for Face Verification", ACM MM 2017; for retrieval Zhai,
 * Wu, "Classification is a Strong Baseline for Deep Metric Learning", BMVC 2019.
 */
export const normalisedSoftmax = defineClassLoss({
  kind: 'classes',
  id: 'normalised-softmax',
  title: 'Normalised softmax',
  paper:
    'Wang, Xiang, Cheng, Yuille: NormFace: L2 Hypersphere Embedding for Face Verification. ACM MM 2017. arXiv:1704.06369',
  reducer: 'mean',
  options: { scale: { default: 20, low: 1, high: 128, says: 'multiplies the cosines' } },
  weights: DIRECTION_WEIGHTS,
  terms: (input, { scale }) => ({ images: crossEntropy(tf.mul(classCosines(input), scale), input.labels) }),
});

import * as tf from '@tensorflow/tfjs-core';
import { crossEntropy } from './cross-entropy.ts';
import { type ClassSize, defineClassLoss } from './loss.ts';

/** x·Wᵀ + b: [n, classes] of embeddings [n, d], class vectors [classes, d] and biases [classes]. */
export const linearLogits = (embeddings: tf.Tensor2D, weights: Readonly<Record<string, tf.Tensor>>): tf.Tensor =>
  tf.add(tf.matMul(embeddings, weights.classes as tf.Tensor2D, false, true), weights.biases as tf.Tensor);

/** The weights of a linear classifier. */
export const LINEAR_WEIGHTS = {
  classes: {
    says: 'a vector for each person',
    shape: ({ classes, dimension }: ClassSize) => [classes, dimension],
    init: 'directions',
  },
  biases: { says: 'a bias for each person', shape: ({ classes }: ClassSize) => [classes], init: 'zeros' },
} as const;

/**
 * A linear classifier of the people trained on, and cross-entropy, in nats: [n]. The embedding is what the layer before it
 * learns; nothing asks that lengths or distances mean anything.
 *
 * Taigman, Yang, Ranzato, Wolf, "DeepFace: Closing the Gap to Human-Level Performance in Face Verification", CVPR 2014.
 */
export const softmax = defineClassLoss({
  kind: 'classes',
  id: 'softmax',
  title: 'Softmax cross-entropy',
  paper:
    'Taigman, Yang, Ranzato, Wolf: DeepFace: Closing the Gap to Human-Level Performance in Face Verification. CVPR 2014. doi:10.1109/CVPR.2014.220',
  reducer: 'mean',
  options: {},
  weights: LINEAR_WEIGHTS,
  terms: ({ embeddings, labels, weights }) => ({ images: crossEntropy(linearLogits(embeddings, weights), labels) }),
});

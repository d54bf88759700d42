import * as tf from '@tensorflow/tfjs-core';
import { crossEntropy, oneHot } from './cross-entropy.ts';
import { type ClassSize, defineClassLoss } from './loss.ts';
import { LINEAR_WEIGHTS, linearLogits } from './softmax.ts';

/**
 * Softmax cross-entropy and `strength` · ½|x − centre of its person|²: [n] each. The second alone would be least with every
 * vector at the same place; the classifier keeps people apart, the centres hold each together. The centres are
 * trained by gradient with everything else; {@link movedCentres} is the paper's own rule.
 *
 * Wen, Zhang, Li, Qiao, "A Discriminative Feature Learning Approach for Deep Face Recognition", ECCV 2016, eq. 5.
 */
export const centre = defineClassLoss({
  kind: 'classes',
  id: 'centre',
  title: 'Softmax with centres',
  paper:
    'Wen, Zhang, Li, Qiao: A Discriminative Feature Learning Approach for Deep Face Recognition. ECCV 2016. doi:10.1007/978-3-319-46478-7_31',
  reducer: 'mean',
  options: { strength: { default: 0.01, low: 0, high: 10, says: 'λ: weight of the distance to the centre' } },
  weights: {
    ...LINEAR_WEIGHTS,
    centres: {
      says: "each person's centre",
      shape: ({ classes, dimension }: ClassSize) => [classes, dimension],
      init: 'zeros',
    },
  },
  terms({ embeddings, labels, weights }, { strength }) {
    const centres = weights.centres as tf.Tensor2D;
    const own = tf.matMul(oneHot(labels, centres.shape[0]), centres);
    const values = tf.mul(tf.sum(tf.squaredDifference(embeddings, own), 1), strength / 2);
    return {
      images: crossEntropy(linearLogits(embeddings, weights), labels),
      centres: { values, weights: tf.onesLike(values) },
    };
  },
});

/**
 * Centres [classes, d] after a batch: each by `rate` · Σ(x − c) / (1 + count) nearer to its own images (eq. 4 there). The 1
 * keeps a centre that few images speak for from jumping.
 */
export function movedCentres(
  centres: tf.Tensor2D,
  embeddings: tf.Tensor2D,
  labels: tf.Tensor1D,
  rate: number,
): tf.Tensor2D {
  const own = oneHot(labels, centres.shape[0]);
  const count = tf.expandDims(tf.sum(own, 0), 1);
  const pull = tf.sub(tf.matMul(own, embeddings, true), tf.mul(count, centres));
  return tf.add(centres, tf.mul(tf.div(pull, tf.add(count, 1)), rate));
}

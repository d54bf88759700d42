import * as tf from '@tensorflow/tfjs-core';
import { crossEntropy, oneHot } from './cross-entropy.ts';
import { defineClassLoss } from './loss.ts';
import { classCosines, DIRECTION_WEIGHTS } from './normalised-softmax.ts';
import type { Terms } from './reducers.ts';
import { withoutGradient } from './without-gradient.ts';

/**
 * cos(θ + m) for cosines [n, classes], without the arc cosine, whose slope has no bound. Beyond θ = π − m, where cos(θ + m)
 * would rise again, it goes on as cos θ − m · sin m, as the paper's own code does.
 */
export function cosineOfWidened(cosines: tf.Tensor, margin: number): tf.Tensor {
  const sines = tf.sqrt(tf.maximum(tf.sub(1, tf.square(cosines)), 1e-12));
  const widened = tf.sub(tf.mul(cosines, Math.cos(margin)), tf.mul(sines, Math.sin(margin)));
  const beyond = tf.sub(cosines, margin * Math.sin(margin));
  const within = withoutGradient((c) => tf.cast(tf.greater(c, -Math.cos(margin)), 'float32'), cosines);
  return tf.add(tf.mul(widened, within), tf.mul(beyond, tf.sub(1, within)));
}

/** Cross-entropy of scale · cosines with the own person's angle widened by `margin` radians: [n], nats. */
export function angularMargin(cosines: tf.Tensor2D, labels: tf.Tensor1D, margin: number, scale: number): Terms {
  const own = oneHot(labels, cosines.shape[1]);
  const logits = tf.add(tf.mul(cosineOfWidened(cosines, margin), own), tf.mul(cosines, tf.sub(1, own)));
  return crossEntropy(tf.mul(logits, scale), labels);
}

export const ANGULAR_OPTIONS = {
  margin: { default: 0.5, low: 0, high: 1.5, says: 'radians added to the angle to the own person' },
  scale: { default: 64, low: 1, high: 128, says: 'multiplies the cosines' },
} as const;

/**
 * Normalised softmax in which the angle between an image and its own person is taken `margin` radians wider: [n], nats.
 *
 * Deng, Guo, Xue, Zafeiriou, "ArcFace: Additive Angular Margin Loss for Deep Face Recognition", CVPR 2019, eq. 3.
 */
export const arcFace = defineClassLoss({
  kind: 'classes',
  id: 'arcface',
  title: 'ArcFace',
  paper:
    'Deng, Guo, Xue, Zafeiriou: ArcFace: Additive Angular Margin Loss for Deep Face Recognition. CVPR 2019. arXiv:1801.07698',
  reducer: 'mean',
  options: ANGULAR_OPTIONS,
  weights: DIRECTION_WEIGHTS,
  terms: (input, { margin, scale }) => ({ images: angularMargin(classCosines(input), input.labels, margin, scale) }),
});

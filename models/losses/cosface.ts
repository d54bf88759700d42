import * as tf from '@tensorflow/tfjs-core';
import { crossEntropy, oneHot } from './cross-entropy.ts';
import { defineClassLoss } from './loss.ts';
import { classCosines, DIRECTION_WEIGHTS } from './normalised-softmax.ts';

/**
 * Normalised softmax in which an image's own person has `margin` taken off the cosine, so that it must be closer by as much:
 * [n], nats.
 *
 * Wang, Wang, Zhou, Ji, Gong, Zhou, Li, Liu, "CosFace: Large Margin Cosine Loss for Deep Face Recognition", CVPR 2018, eq. 4.
 */
export const cosFace = defineClassLoss({
  kind: 'classes',
  id: 'cosface',
  title: 'CosFace',
  paper:
    'Wang, Wang, Zhou, Ji, Gong, Zhou, Li, Liu: CosFace: Large Margin Cosine Loss for Deep Face Recognition. CVPR 2018. arXiv:1801.09414',
  reducer: 'mean',
  options: {
    margin: { default: 0.35, low: 0, high: 1, says: 'taken off the cosine to the own person' },
    scale: { default: 64, low: 1, high: 128, says: 'multiplies the cosines' },
  },
  weights: DIRECTION_WEIGHTS,
  terms(input, { margin, scale }) {
    const cosines = classCosines(input);
    const own = tf.mul(oneHot(input.labels, cosines.shape[1]), margin);
    return { images: crossEntropy(tf.mul(tf.sub(cosines, own), scale), input.labels) };
  },
});

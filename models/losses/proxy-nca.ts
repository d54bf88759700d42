import * as tf from '@tensorflow/tfjs-core';
import { oneHot } from './cross-entropy.ts';
import { squaredEuclidean, unitRows } from './distances.ts';
import { logSumExpOf } from './log-sum-exp.ts';
import { defineClassLoss } from './loss.ts';
import { DIRECTION_WEIGHTS } from './normalised-softmax.ts';

/**
 * −log(e^−d(x, own proxy) / Σ e^−d(x, other proxy)) with d the squared distance of vectors brought to length `radius`: [n].
 * The own proxy is not in the sum, so the loss may go below 0.
 *
 * Movshovitz-Attias, Toshev, Leung, Ioffe, Singh, "No Fuss Distance Metric Learning using Proxies", ICCV 2017.
 * @throws RangeError with fewer than two people
 */
export const proxyNca = defineClassLoss({
  kind: 'classes',
  id: 'proxy-nca',
  title: 'Proxy-NCA',
  paper:
    'Movshovitz-Attias, Toshev, Leung, Ioffe, Singh: No Fuss Distance Metric Learning using Proxies. ICCV 2017. arXiv:1703.07464',
  reducer: 'mean',
  options: { radius: { default: 3, low: 0.5, high: 16, says: 'length of vectors and proxies; more is sharper' } },
  weights: DIRECTION_WEIGHTS,
  terms({ embeddings, labels, weights }, { radius }) {
    const proxies = weights.classes as tf.Tensor2D;
    if (proxies.shape[0] < 2) throw new RangeError('proxy-nca: one person alone has nobody to be apart from');
    const closeness = tf.mul(squaredEuclidean.between(unitRows(embeddings), unitRows(proxies)), -(radius ** 2));
    const own = oneHot(labels, proxies.shape[0]);
    const others = logSumExpOf(closeness, tf.sub(1, own), 1);
    const values = tf.sub(others, tf.sum(tf.mul(closeness, own), 1));
    return { images: { values, weights: tf.onesLike(values) } };
  },
});

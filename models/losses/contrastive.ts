import * as tf from '@tensorflow/tfjs-core';
import { asPairs } from '../miners/selection.ts';
import { definePairLoss } from './loss.ts';

/**
 * Mated pairs are pulled until they are as close as `matedMargin`, non-mated ones pushed until they are as far as
 * `nonMatedMargin`; ½ · (what is missing)², in the distance's unit squared. Pairs [n, n], each kind reduced by itself, so that
 * the many non-mated pairs do not drown the few mated ones.
 *
 * Hadsell, Chopra, LeCun, "Dimensionality Reduction by Learning an Invariant Mapping", CVPR 2006 (there matedMargin is 0).
 */
export const contrastive = definePairLoss({
  kind: 'pairs',
  id: 'contrastive',
  title: 'Contrastive',
  paper:
    'Hadsell, Chopra, LeCun: Dimensionality Reduction by Learning an Invariant Mapping. CVPR 2006. doi:10.1109/CVPR.2006.100',
  distances: ['euclidean', 'squared-euclidean', 'cosine', 'dot'],
  reducer: 'mean-of-non-zero',
  options: {
    matedMargin: { default: 0, low: -2, high: 4, says: 'mated pairs this close are left alone; 1 for cosine' },
    nonMatedMargin: {
      default: 1,
      low: -2,
      high: 4,
      says: 'non-mated pairs this far are left alone; about 0 for cosine',
    },
  },
  terms({ matrix, distance, selection }, { matedMargin, nonMatedMargin }) {
    const { mated, nonMated } = asPairs(selection);
    const half = (missing: tf.Tensor): tf.Tensor => tf.mul(tf.square(tf.relu(missing)), 0.5);
    return {
      mated: { values: half(distance.farther(matrix, matedMargin)), weights: mated },
      nonMated: { values: half(distance.farther(nonMatedMargin, matrix)), weights: nonMated },
    };
  },
});

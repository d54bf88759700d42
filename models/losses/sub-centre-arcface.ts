import * as tf from '@tensorflow/tfjs-core';
import { ANGULAR_OPTIONS, angularMargin } from './arcface.ts';
import { cosine } from './distances.ts';
import { defineClassLoss } from './loss.ts';

/**
 * ArcFace with several directions a person, of which the closest counts: [n], nats. Wrongly labelled pictures gather around
 * a direction of their own instead of pulling the person's away. Rows of the weights: person · centres + centre.
 *
 * Deng, Guo, Liu, Gong, Zafeiriou, "Sub-center ArcFace: Boosting Face Recognition by Large-scale Noisy Web Faces", ECCV 2020.
 */
export const subCentreArcFace = defineClassLoss({
  kind: 'classes',
  id: 'sub-centre-arcface',
  title: 'Sub-centre ArcFace',
  paper:
    'Deng, Guo, Liu, Gong, Zafeiriou: Sub-center ArcFace: Boosting Face Recognition by Large-scale Noisy Web Faces. ECCV 2020. doi:10.1007/978-3-030-58621-8_43',
  reducer: 'mean',
  options: {
    ...ANGULAR_OPTIONS,
    centres: { default: 3, low: 1, high: 10, integer: true, says: 'directions a person' },
  },
  weights: {
    classes: {
      says: 'directions for each person',
      shape: ({ classes, dimension }, { centres }) => [classes * centres, dimension],
      init: 'directions',
    },
  },
  terms({ embeddings, labels, weights }, { margin, scale, centres }) {
    const directions = weights.classes as tf.Tensor2D;
    const all = cosine.between(embeddings, directions);
    const closest = tf.max(tf.reshape(all, [embeddings.shape[0], directions.shape[0] / centres, centres]), 2);
    return { images: angularMargin(closest as tf.Tensor2D, labels, margin, scale) };
  },
});

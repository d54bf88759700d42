import * as tf from '@tensorflow/tfjs-core';

/**
 * A small restorer for any of the degradations: three convolutions at half resolution predict what to add to the picture (residual learning of K. Zhang et
 * al., "Beyond a Gaussian Denoiser", TIP 2017, in the 2 × 2 cells of W. Shi et al., "Real-Time Single Image and Video Super-Resolution Using an Efficient
 * Sub-Pixel Convolutional Neural Network", CVPR 2016). A pixel is decided by the 14 × 14 around it.
 * @param x cells [n, h / 2, w / 2, 12], values from −½ to ½
 */
export function restorer(x: tf.Tensor4D, weights: Readonly<Record<string, tf.Tensor>>): tf.Tensor4D {
  const layer = (input: tf.Tensor4D, i: number): tf.Tensor4D =>
    tf.add(tf.conv2d(input, weights[`restore${i}/filter`] as tf.Tensor4D, 1, 'same'), weights[`restore${i}/bias`]!);
  const hidden = tf.relu(layer(tf.relu(layer(x, 0)), 1));
  return tf.add(x, layer(tf.concat([x, hidden], 3), 2));
}

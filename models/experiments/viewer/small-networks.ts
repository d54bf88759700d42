import * as tf from '@tensorflow/tfjs-core';
import { exportOnnx } from '../../runtime/export-onnx.ts';

const SIDE = 32;

/** A small network with a depthwise convolution, a shortcut and a dense layer, made here, as an ONNX file. Weights are drawn. */
export function smallNetwork(seed: number): Uint8Array {
  const drawn = <T extends tf.Tensor>(shape: number[], i: number): T =>
    tf.randomNormal(shape, 0, 0.3, 'float32', seed * 16 + i + 1) as unknown as T;
  return tf.tidy(() => {
    const [stem, wide, deep, point, dense] = [
      drawn<tf.Tensor4D>([3, 3, 3, 8], 0),
      drawn<tf.Tensor4D>([3, 3, 8, 8], 1),
      drawn<tf.Tensor4D>([3, 3, 8, 1], 2),
      drawn<tf.Tensor4D>([1, 1, 8, 16], 3),
      drawn<tf.Tensor2D>([16, 10], 4),
    ];
    const network = (image: tf.Tensor): Record<string, tf.Tensor> => {
      const first = tf.relu(tf.conv2d(image as tf.Tensor4D, stem, 2, 'same'));
      const block = tf.add(first, tf.conv2d(first, wide, 1, 'same'));
      const pooled = tf.maxPool(block as tf.Tensor4D, 2, 2, 'valid');
      const narrow = tf.relu(tf.conv2d(tf.depthwiseConv2d(pooled, deep, 1, 'same'), point, 1, 'same'));
      return { scores: tf.matMul(tf.mean(narrow, [1, 2]) as tf.Tensor2D, dense) };
    };
    const example = { name: 'image', dtype: 'float32', shape: [1, SIDE, SIDE, 3] } as const;
    return exportOnnx((image) => network(image as tf.Tensor), [example], { strict: false, freeBatch: false });
  });
}

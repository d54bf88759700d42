import '@tensorflow/tfjs-backend-cpu';
import * as tf from '@tensorflow/tfjs-core';
import { exportOnnx } from '../../models/runtime/export-onnx.ts';

/** A chain of 300 layers as an ONNX file, 50 MB of float32 with 97 channels. */
export function largeNetwork(channels = 97): Uint8Array {
  const blocks = 150;
  const filters = Array.from(
    { length: blocks },
    (_, i) => tf.randomNormal([3, 3, i === 0 ? 3 : channels, channels], 0, 0.05, 'float32', i) as tf.Tensor4D,
  );
  const network = (image: tf.Tensor): tf.Tensor =>
    filters.reduce<tf.Tensor4D>((x, filter) => tf.relu(tf.conv2d(x, filter, 1, 'same')), image as tf.Tensor4D);
  return exportOnnx(
    (image) => network(image as tf.Tensor),
    [{ name: 'image', dtype: 'float32', shape: [1, 8, 8, 3] }],
    { strict: false, freeBatch: false },
  );
}

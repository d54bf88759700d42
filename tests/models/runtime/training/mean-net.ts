import * as tf from '@tensorflow/tfjs-core';
import type { StepFunction } from '../../../../models/runtime/training/trace-step.ts';
import type { HostTensor } from '../../../../models/runtime/types.ts';
import { randomInput, toTensor } from '../support.ts';

let count = 0;

/** A convolutional network whose loss is a mean over the batch, for batches of any size. */
export function meanNet() {
  const name = `mean${count++}`;
  const make = (shape: number[], seed: number, key: string) =>
    tf.tidy(() => tf.variable(toTensor(randomInput(shape, -0.3, 0.3, seed)), true, `${name}/${key}`));
  const [filters, dense, bias] = [make([3, 3, 2, 4], 1, 'filters'), make([64, 3], 2, 'dense'), make([3], 3, 'bias')];
  const embed = (x: tf.Tensor): tf.Tensor2D => {
    const conv = tf.relu(tf.conv2d(x as tf.Tensor4D, filters as unknown as tf.Tensor4D, 1, 'same'));
    return tf.reshape(tf.maxPool(conv as tf.Tensor4D, 2, 2, 'valid'), [-1, 64]);
  };
  return {
    variables: [filters, dense, bias],
    embed,
    inputs: (batch: number, seed: number): HostTensor[] => [
      randomInput([batch, 8, 8, 2], -1, 1, seed),
      { dtype: 'int32', shape: [batch], data: Int32Array.from({ length: batch }, (_, i) => (i * 7 + seed) % 3) },
    ],
    loss: (x?: tf.Tensor, labels?: tf.Tensor): tf.Scalar => {
      const logits = tf.add(tf.matMul(embed(x!), dense as unknown as tf.Tensor2D), bias);
      return tf.losses.softmaxCrossEntropy(tf.oneHot(labels as tf.Tensor1D, 3), logits) as tf.Scalar;
    },
    dispose: () => tf.dispose([filters, dense, bias]),
  };
}

export const stepOfMean =
  (net: ReturnType<typeof meanNet>, optimizer: tf.Optimizer): StepFunction =>
  (...inputs) => ({ loss: optimizer.minimize(() => net.loss(...inputs), true, net.variables) as tf.Scalar });

/** An ONNX file becomes plain TensorFlow.js, is trained further with a head of our own, and becomes an ONNX file again. */
import * as tf from '@tensorflow/tfjs-core';
import { exportOnnx } from '../export-onnx.ts';
import { onnxToFunction } from '../onnx-to-tfjs/onnx-to-function.ts';
import { compileTrainingStep } from '../training/compile-training-step.ts';
import type { Executor, HostTensor } from '../types.ts';

/**
 * @param file a network of images to vectors
 * @param images and `labels`: what to learn
 * @returns the losses, and the network as it is then
 */
export async function fineTuneAnOnnxFile(
  executor: Executor,
  file: Uint8Array,
  [images, labels]: readonly [HostTensor, HostTensor],
): Promise<{ losses: number[]; file: Uint8Array }> {
  const { fn, weights, trainable, outputs } = onnxToFunction(file);
  const variables = Object.fromEntries(trainable.map((name) => [name, tf.variable(weights[name] as tf.Tensor)]));
  const embed = (x: tf.Tensor) => fn(x, { ...weights, ...variables })[outputs[0]!.name] as tf.Tensor2D;
  const dimension = tf.tidy(() => embed(tf.zeros([...images.shape])).shape[1]);
  const head = tf.tidy(() => tf.variable(tf.randomNormal([dimension, 2], 0, 0.1, 'float32', 1)));

  const optimizer = tf.train.adam(0.01);
  const step = (x?: tf.Tensor, y?: tf.Tensor) => ({
    loss: optimizer.minimize(() => {
      const logits = tf.matMul(embed(x!), head as never);
      return tf.losses.softmaxCrossEntropy(tf.oneHot(y as tf.Tensor1D, 2), logits) as tf.Scalar;
    }, true) as tf.Scalar,
  });
  const trained = await compileTrainingStep(step, [images, labels], { executor });
  const losses: number[] = [];
  for (let i = 0; i < 30; i++) losses.push((await trained.run([images, labels])).loss?.data[0] as number);
  await trained.updateVariables();
  await trained.release();

  const tuned = exportOnnx((x) => embed(x as tf.Tensor), [{ ...images, name: 'image' }]);
  optimizer.dispose();
  tf.dispose([weights, variables, head] as never);
  return { losses, file: tuned };
}

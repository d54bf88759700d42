import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { seededRandom } from '../../../../models/metrics/seeded-random.ts';
import { compileTrainingStep } from '../../../../models/runtime/training/compile-training-step.ts';
import type { StepFunction } from '../../../../models/runtime/training/trace-step.ts';
import type { HostTensor } from '../../../../models/runtime/types.ts';
import { randomInput, scoped, toTensor } from '../support.ts';
import { eagerStep, executor } from './nets.ts';

const STEPS = 200;
const BATCH = 16;
const SIDE = 8;
const CLASSES = 4;

/** Images of one of four gratings under noise that is as strong, and their classes; the same for a seed. */
function gratings(count: number, seed: number): [HostTensor, HostTensor] {
  const random = seededRandom(seed);
  const data = new Float32Array(count * SIDE * SIDE);
  const labels = Int32Array.from({ length: count }, () => Math.floor(random() * CLASSES));
  for (let k = 0; k < data.length; k++) {
    const [image, row, column] = [Math.floor(k / SIDE ** 2), Math.floor(k / SIDE) % SIDE, k % SIDE];
    const along = [row, column, row + column, row - column][labels[image] as number] as number;
    data[k] = Math.cos((along * Math.PI) / 2) + (random() * 2 - 1) * 2;
  }
  return [
    { dtype: 'float32', shape: [count, SIDE, SIDE, 1], data },
    { dtype: 'int32', shape: [count], data: labels },
  ];
}

/** A small convolutional network with batch normalisation and its step; the same numbers each time. */
function classifier() {
  const variable = (shape: number[], seed: number) =>
    tf.tidy(() => tf.variable(toTensor(randomInput(shape, -0.4, 0.4, seed))));
  const [first, second, dense] = [variable([3, 3, 1, 6], 1), variable([3, 3, 6, 8], 2), variable([8, CLASSES], 3)];
  const [gain, shift] = [tf.variable(tf.ones([6])), tf.variable(tf.zeros([6]))];
  const weights = [first, second, dense, gain, shift] as tf.Variable[];
  const logits = (images: tf.Tensor) => {
    const x = tf.conv2d(images as tf.Tensor4D, first as unknown as tf.Tensor4D, 1, 'same');
    const { mean, variance } = tf.moments(x, [0, 1, 2]);
    const [m, v, b, g] = [mean, variance, shift, gain] as unknown as tf.Tensor1D[];
    const y = tf.relu(tf.batchNorm(x, m!, v!, b, g, 1e-3));
    const z = tf.relu(tf.conv2d(y as tf.Tensor4D, second as unknown as tf.Tensor4D, 2, 'same'));
    return tf.matMul(tf.mean(z, [1, 2]) as tf.Tensor2D, dense as unknown as tf.Tensor2D);
  };
  const optimizer = tf.train.adam(0.01);
  const step: StepFunction = (images, labels) => {
    const loss = () =>
      tf.losses.softmaxCrossEntropy(
        tf.oneHot(labels as tf.Tensor1D, CLASSES),
        logits(images as tf.Tensor),
      ) as tf.Scalar;
    return { loss: optimizer.minimize(loss, true, weights) as tf.Scalar };
  };
  const accuracy = (images: HostTensor, labels: HostTensor) =>
    scoped(() => {
      const right = tf.equal(tf.argMax(logits(toTensor(images)), 1), toTensor(labels));
      return tf.mean(tf.cast(right, 'float32')).dataSync()[0] as number;
    });
  return { step, accuracy, dispose: () => tf.dispose([...weights]) };
}

test('200 compiled steps are 200 eager ones: same losses, same accuracy', async () => {
  const [images, labels] = gratings(200, 5);
  const [compiled, eager] = [classifier(), classifier()];
  const trained = await compileTrainingStep(compiled.step, gratings(BATCH, 100), { executor });
  const losses: Array<[number, number]> = [];
  for (let i = 0; i < STEPS; i++) {
    const batch = gratings(BATCH, 100 + i);
    const { loss } = await trained.run(batch);
    losses.push([loss?.data[0] as number, eagerStep(eager.step, batch)]);
  }
  await trained.updateVariables();
  await trained.release();
  // Rounding differs, and each step enlarges what the steps before it left.
  for (const [i, [a, b]] of losses.entries()) expect(Math.abs(a - b), `step ${i}`).toBeLessThan(1e-3);
  const accuracies = [compiled.accuracy(images, labels), eager.accuracy(images, labels)];
  expect(accuracies[0]).toBe(accuracies[1]);
  expect(accuracies[0]).toBeGreaterThan(0.8);
  compiled.dispose();
  eager.dispose();
});

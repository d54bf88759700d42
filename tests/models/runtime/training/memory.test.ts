import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { compileTrainingStep } from '../../../../models/runtime/training/compile-training-step.ts';
import { randomInput, toTensor } from '../support.ts';
import { executor } from './nets.ts';

test('2,000 steps hold no more memory than 500', async () => {
  // 48 KiB of state: one copy lost in each step would be 94 MB.
  const weights = tf.variable(toTensor(randomInput([64, 64], -1, 1, 1)), true, 'memory');
  const optimizer = tf.train.adam(1e-3);
  const loss = (x?: tf.Tensor) => tf.mean(tf.square(tf.matMul(x as tf.Tensor2D, weights as tf.Tensor2D))) as tf.Scalar;
  const inputs = [0, 1, 2, 3].map((seed) => [randomInput([8, 64], -1, 1, seed)]);
  const trained = await compileTrainingStep((x) => optimizer.minimize(() => loss(x), true, [weights]), inputs[0]!, {
    executor,
  });
  const run = async (steps: number) => {
    for (let i = 0; i < steps; i++) await trained.run(inputs[i % 4]!, { learningRate: 1e-3 / (1 + i) });
    return { rss: process.memoryUsage().rss, tensors: tf.memory().numTensors, buffers: tf.memory().numDataBuffers };
  };
  const warm = await run(500);
  const end = await run(2000);
  expect([end.tensors, end.buffers]).toEqual([warm.tensors, warm.buffers]);
  // Half of that; JavaScript's garbage, collected late, is seen to take 30 MB.
  expect(end.rss - warm.rss).toBeLessThan(48 * 2 ** 20);
  await trained.release();
  weights.dispose();
});

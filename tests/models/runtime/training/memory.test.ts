import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { compileTrainingStep } from '../../../../models/runtime/training/compile-training-step.ts';
import { executor, stepOf, tripletNet } from './nets.ts';

test('2,000 steps hold no more memory than 500', async () => {
  const net = tripletNet();
  const trained = await compileTrainingStep(stepOf(net, tf.train.adam(1e-3)), net.inputs(0), { executor });
  const inputs = [0, 1, 2, 3].map(net.inputs);
  const run = async (steps: number) => {
    for (let i = 0; i < steps; i++) await trained.run(inputs[i % 4]!, { learningRate: 1e-3 / (1 + i) });
    return { rss: process.memoryUsage().rss, tensors: tf.memory().numTensors, buffers: tf.memory().numDataBuffers };
  };
  const warm = await run(500);
  const end = await run(2000);
  expect([end.tensors, end.buffers]).toEqual([warm.tensors, warm.buffers]);
  // One tensor of 4 KiB lost in each step would be 8 MB; what is seen is the garbage collector's breath.
  expect(end.rss - warm.rss).toBeLessThan(24 * 2 ** 20);
  await trained.release();
  net.dispose();
});

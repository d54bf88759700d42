import * as tf from '@tensorflow/tfjs-core';
import { expect, test } from 'vitest';
import { createOnnxRuntimeWeb } from '../../../../main/engine/backends/onnxruntime-web.ts';
import { compileTrainingStep } from '../../../../models/runtime/training/compile-training-step.ts';
import type { StepFunction } from '../../../../models/runtime/training/trace-step.ts';
import { worstError } from '../support.ts';
import { meanNet, stepOfMean } from './mean-net.ts';
import { executor, OPTIMIZERS } from './nets.ts';

const always = { executor, workers: 2, parallel: 'always' } as const;

test.each(['sgd', 'adam', 'momentum'])('a step of %s split over two threads is the undivided step', async (name) => {
  const net = meanNet();
  const make = OPTIMIZERS[name]!;
  const plain = await compileTrainingStep(stepOfMean(net, make(0.05)), net.inputs(6, 0), { executor });
  const split = await compileTrainingStep(stepOfMean(net, make(0.05)), net.inputs(6, 0), always);
  expect([plain.workers, split.workers]).toEqual([1, 2]);
  for (let i = 0; i < 6; i++) {
    // The rate is an input of the update alone.
    const options = { learningRate: 0.05 / (i + 1) };
    const [a, b] = [await plain.run(net.inputs(6, i), options), await split.run(net.inputs(6, i), options)];
    expect(b.loss!.data[0]).toBeCloseTo(a.loss!.data[0]!, 5);
  }
  const [expected, state] = [await plain.readState(), await split.readState()];
  expect([...state.keys()]).toEqual([...expected.keys()]);
  expect(worstError([...expected.values()], [...state.values()])).toBeLessThan(1e-4);
  await split.writeState(expected);
  expect(await split.readState()).toEqual(expected);
  await expect(split.run(net.inputs(4, 0))).rejects.toThrow(/Input x0/);
  for (const trained of [plain, split]) await trained.release();
  net.dispose();
});

test('what has a row for each of the batch comes back whole', async () => {
  const net = meanNet();
  const optimizer = tf.train.sgd(0.1);
  const step: StepFunction = (...inputs) => ({
    loss: optimizer.minimize(() => net.loss(...inputs), true, net.variables) as tf.Scalar,
    embeddings: net.embed(inputs[0]!),
  });
  const plain = await compileTrainingStep(step, net.inputs(6, 0), { executor });
  const before = await plain.run(net.inputs(6, 3), { learningRate: 0 });
  const split = await compileTrainingStep(step, net.inputs(6, 0), always);
  const { embeddings } = await split.run(net.inputs(6, 3), { learningRate: 0 });
  expect(worstError([before.embeddings!], [embeddings!])).toBeLessThan(1e-5);
  for (const trained of [plain, split]) await trained.release();
  net.dispose();
});

test('by default the faster of the two is taken, and computes the same', async () => {
  const net = meanNet();
  const step = stepOfMean(net, tf.train.sgd(0.1));
  const trained = await compileTrainingStep(step, net.inputs(6, 0), { executor, workers: 2 });
  const plain = await compileTrainingStep(step, net.inputs(6, 0), { executor });
  expect([1, 2]).toContain(trained.workers);
  const [a, b] = [await plain.run(net.inputs(6, 1)), await trained.run(net.inputs(6, 1))];
  expect(b.loss!.data[0]).toBeCloseTo(a.loss!.data[0]!, 5);
  for (const each of [plain, trained]) await each.release();
  net.dispose();
});

/** Steps that would silently be another computation. */
const net = meanNet();
const optimizer = tf.train.sgd(0.1);
const moving = tf.variable(tf.zeros([64]), false, 'workers/moving');
const minimising = (loss: (x: tf.Tensor, labels: tf.Tensor) => tf.Tensor): StepFunction => {
  return (x, labels) => ({
    loss: optimizer.minimize(() => loss(x!, labels!) as tf.Scalar, true, net.variables) as tf.Scalar,
  });
};
const batchHard = (x: tf.Tensor, labels: tf.Tensor) => {
  const e = tf.matMul(net.embed(x), net.variables[1] as unknown as tf.Tensor2D);
  const apart = tf.sum(tf.square(tf.sub(tf.expandDims(e, 1), tf.expandDims(e, 0))), 2);
  const same = tf.cast(tf.equal(tf.expandDims(labels, 1), tf.expandDims(labels, 0)), 'float32');
  const [far, near] = [tf.max(tf.mul(apart, same), 1), tf.min(tf.add(apart, tf.mul(same, 1e3)), 1)];
  return tf.mean(tf.relu(tf.add(tf.sub(far, near), 0.3)));
};

test.each<[string, StepFunction, RegExp]>([
  ['mining over the batch', minimising(batchHard), /other gradients than on the whole batch/],
  ['a sum in place of a mean', minimising((x, y) => tf.mul(net.loss(x, y), x.shape[0]!)), /a sum, not a mean/],
  [
    'batch normalisation',
    minimising((x, y) => {
      const { mean, variance } = tf.moments(x, [0, 1, 2]);
      const [shift, scale] = [tf.zeros([2]), tf.ones([2])] as [tf.Tensor1D, tf.Tensor1D];
      return net.loss(tf.batchNorm(x as tf.Tensor4D, mean as tf.Tensor1D, variance as tf.Tensor1D, shift, scale), y);
    }),
    /batch normalisation/,
  ],
  [
    'moving averages',
    minimising((x, y) => {
      moving.assign(tf.add(tf.mul(moving, 0.9), tf.mul(tf.mean(net.embed(x), 0), 0.1)));
      return net.loss(x, y);
    }),
    /also changes workers\/moving in its forward pass/,
  ],
  [
    'two optimisers',
    (() => {
      const other = tf.train.sgd(0.1);
      return (x, y) => {
        optimizer.minimize(() => net.loss(x, y), false, net.variables.slice(0, 1));
        other.minimize(() => net.loss(x, y), false, net.variables.slice(1));
      };
    })(),
    /computes gradients 2 times/,
  ],
])('%s is refused', async (_, step, message) => {
  await expect(compileTrainingStep(step, net.inputs(6, 0), always)).rejects.toThrow(message);
});

test('an uneven batch, another size and a runtime without threads are refused in words', async () => {
  const step = stepOfMean(net, optimizer);
  await expect(compileTrainingStep(step, net.inputs(5, 0), always)).rejects.toThrow(/5 does not divide into 2/);
  await expect(compileTrainingStep(step, net.inputs(6, 0), { ...always, otherBatches: 1 })).rejects.toThrow(/not both/);
  const web = await createOnnxRuntimeWeb();
  await expect(compileTrainingStep(step, net.inputs(6, 0), { ...always, executor: web })).rejects.toThrow(
    /onnxruntime-web has no threads/,
  );
});

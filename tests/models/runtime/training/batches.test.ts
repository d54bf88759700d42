import * as tf from '@tensorflow/tfjs-core';
import { describe, expect, test } from 'vitest';
import { createOnnxRuntimeWeb } from '../../../../main/engine/backends/onnxruntime-web.ts';
import { eagerOn } from '../../../../main/engine/backends/tfjs-wasm.ts';
import { compileTrainingStep } from '../../../../models/runtime/training/compile-training-step.ts';
import type { HostTensor } from '../../../../models/runtime/types.ts';
import { randomInput, toHost, worstError } from '../support.ts';
import { meanNet, stepOfMean } from './mean-net.ts';
import { eagerStep, executor } from './nets.ts';

const executors = {
  'onnxruntime-node': async () => executor,
  'onnxruntime-web': createOnnxRuntimeWeb,
  'tfjs cpu, eagerly': () => eagerOn('cpu', 'tfjs-cpu'),
};
const SIZES = [6, 4, 4, 6, 3, 5, 6];

describe.each(Object.entries(executors))('batches of other sizes on %s', (_, open) => {
  test.each([1, 3])('share one state, with graphs of %i other sizes at a time', async (otherBatches) => {
    const net = meanNet();
    const twin = meanNet();
    const [optimizer, twinOptimizer] = [tf.train.adam(0.01), tf.train.adam(0.01)];
    const trained = await compileTrainingStep(stepOfMean(net, optimizer), net.inputs(6, 0), {
      executor: await open(),
      otherBatches,
    });
    expect(trained.inputs.map(({ shape }) => shape[0])).toEqual(['N', 'N']);
    for (const [i, size] of SIZES.entries()) {
      const inputs = net.inputs(size, i);
      const { loss } = await trained.run(inputs);
      expect(loss!.data[0]).toBeCloseTo(eagerStep(stepOfMean(twin, twinOptimizer), inputs), 5);
    }
    await trained.updateVariables();
    const weights = (of: typeof net) => of.variables.map((variable) => toHost(variable));
    expect(worstError(weights(twin), weights(net))).toBeLessThan(1e-5);
    // A state that was read after one size goes on after another.
    const state = await trained.readState();
    const next = await trained.run(net.inputs(4, 50));
    await trained.run(net.inputs(3, 51));
    await trained.writeState(state);
    expect((await trained.run(net.inputs(4, 50))).loss).toEqual(next.loss);
    await trained.release();
    for (const each of [net, twin]) each.dispose();
  });
});

test('are refused unless allowed, and when the inputs do not agree; the state is as before', async () => {
  const net = meanNet();
  const step = stepOfMean(net, tf.train.sgd(0.1));
  const fixed = await compileTrainingStep(step, net.inputs(6, 0), { executor });
  await expect(fixed.run(net.inputs(4, 0))).rejects.toThrow(
    /Input x0 is float32\[6,8,8,2\] and was given .*\[4,8,8,2\]/,
  );
  await fixed.release();
  const many = await compileTrainingStep(step, net.inputs(6, 0), { executor, otherBatches: 2 });
  const before = await many.readState();
  const mixed: HostTensor[] = [net.inputs(4, 0)[0]!, net.inputs(5, 0)[1]!];
  await expect(many.run(mixed)).rejects.toThrow(/have batches of 4, 5/);
  expect(await many.readState()).toEqual(before);
  await many.release();
  net.dispose();
});

test('a scale that is no batch is the same for every size', async () => {
  const v = tf.variable(tf.ones([3, 1]));
  const optimizer = tf.train.sgd(0.1);
  const step = (x?: tf.Tensor, scale?: tf.Tensor) => ({
    loss: optimizer.minimize(
      () => tf.mean(tf.mul(tf.matMul(x as tf.Tensor2D, v as never), scale!)) as tf.Scalar,
      true,
    ) as tf.Scalar,
  });
  const scale: HostTensor = { dtype: 'float32', shape: [], data: Float32Array.of(2) };
  const trained = await compileTrainingStep(step, [randomInput([4, 3], 0, 1, 1), scale], { executor, otherBatches: 1 });
  const x = randomInput([7, 3], 0, 1, 2);
  const { loss } = await trained.run([x, scale]);
  expect(loss!.data[0]).toBeCloseTo((2 * [...x.data].reduce((sum, each) => sum + each, 0)) / 7, 5);
  await trained.release();
  v.dispose();
});
